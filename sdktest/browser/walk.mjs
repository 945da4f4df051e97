// Walking through Link's panes as public tests do: by ids, labels and roles (facts ecosystem A.7). A root is
// Link's frame, or the page where Link has one of its own.

// pane waits until a pane shows.
export const pane = (root, name) => root.locator(`main#link[data-pane="${name}"]`).waitFor();
export const next = (root) => root.locator('#aut-button').click();
export const second = (root) => root.locator('#aut-secondary-button').click();

export async function consent(root) {
  await pane(root, 'consent');
  await second(root);
}

// choose searches an institution by its name and takes it.
export async function choose(root, name, query = name) {
  await pane(root, 'institution');
  if (query) await root.locator('#search-input-input').fill(query);
  await root.locator(`[aria-label="${name}"]`).click();
}

export async function login(root, username, password) {
  await pane(root, 'credentials');
  await root.locator('#aut-input-0-input').fill(username);
  await root.locator('#aut-input-1-input').fill(password);
  await root.locator('#submit-credentials').click();
}

// accounts ticks those of the masks, or all, by "Select all" where it is offered.
export async function accounts(root, ...masks) {
  await pane(root, 'accounts');
  const all = root.locator('[data-select-all]');
  if (masks.length === 0 && await all.count()) await all.click();
  await tick(root, 'account', masks);
  await root.locator('#submit-accounts').click();
}

// tick leaves ticked, of the boxes of a name, those whose row has one of the texts; without texts all.
export async function tick(root, name, texts) {
  const boxes = root.locator(`input[type=checkbox][name=${name}]`);
  const rows = await boxes.evaluateAll((all) => all.map((box) => ({ checked: box.checked, text: box.closest('label').innerText })));
  for (const [i, { checked, text }] of rows.entries()) {
    const wanted = texts.length === 0 || texts.some((one) => text.includes(one));
    if (wanted !== checked) await boxes.nth(i).setChecked(wanted);
  }
}

// answers answers one step of a challenge: texts in fields, options in lists or radio buttons.
export async function answers(root, ...words) {
  await pane(root, 'mfa');
  for (const [i, word] of words.entries()) {
    const field = root.locator('input[name=answer]:not([type=radio]), select[name=answer]').nth(i);
    if (await root.getByRole('radio').count()) await root.getByRole('radio', { name: word, exact: true }).check();
    else if (await field.evaluate((f) => f.tagName) === 'SELECT') await field.selectOption(word);
    else await field.fill(word);
  }
  await next(root);
}

// decide ticks what is offered on a pane of sources or employers, by texts or all, and goes on, past the review of sources.
export async function decide(root, name, ...texts) {
  await pane(root, name);
  await tick(root, name === 'income' ? 'source' : 'employer', texts);
  await next(root);
  if (name !== 'income') return;
  await pane(root, 'income_review');
  await next(root);
}

export async function finish(root) {
  await pane(root, 'done');
  await next(root);
}

// leave presses the close button and confirms.
export async function leave(root) {
  await root.locator('#aut-close').click();
  await root.locator('form:has(input[name=action][value=exit])').waitFor();
  await next(root);
}
