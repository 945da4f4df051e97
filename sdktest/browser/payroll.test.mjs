// Payroll providers and documents.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps } from './contract.mjs';
import { begin, succeed } from './story.mjs';
import { payroll } from './toile.mjs';
import { choose, consent, login, next, pane } from './walk.mjs';

const both = payroll(null);
const documents = payroll(['payroll_document_income']);
const digital = payroll(['payroll_digital_income']);
const pdf = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });

const uploads = (link) => link.locator('form[data-upload]');
const taken = (link, name) => link.locator('.list, .files, main').getByText(name).first().waitFor();

// pick chooses files by the picker, and sends them.
async function pick(link, ...files) {
  await uploads(link).locator('input[type=file]').setInputFiles(files);
  const button = uploads(link).locator('[data-upload-button]');
  if (await button.isVisible()) await button.click();
}

test('a provider is searched for and logged in to', async (t) => {
  const story = await begin(t, 'payroll', digital);
  await consent(story.link);
  await choose(story.link, 'Platypus Payroll');
  await login(story.link, 'test-good', 'test');
  const { credit } = await succeed(story, { search: 'Platypus Payroll' });
  assert.equal(credit.results.payroll_income_results[0].institution_name, 'Platypus Payroll');
});

test('a person chooses between a login and documents', async (t) => {
  const story = await begin(t, 'payroll both', both);
  await consent(story.link);
  await pane(story.link, 'choose_flow');
  await story.link.locator('button[name=flow][value=payroll]').click();
  await choose(story.link, 'Platypus Payroll', '');
  await login(story.link, 'test-good', 'test');
  await succeed(story, { flow: 'payroll' });
});

test('a document by the picker', async (t) => {
  const story = await begin(t, 'documents picker', documents);
  await consent(story.link);
  await pane(story.link, 'documents');
  await pick(story.link, pdf('may.pdf'));
  await taken(story.link, 'may.pdf');
  await next(story.link);
  const { events, credit } = await succeed(story, { documents: [{ kind: 'paystub', name: 'may.pdf' }] });
  assert.ok(steps(events).includes('SUBMIT_DOCUMENTS_SUCCESS'));
  assert.equal(credit.results.document_income_results.num_paystubs_uploaded, 1);
});

test('two documents are dropped on the form', async (t) => {
  const story = await begin(t, 'documents dropped', documents);
  await consent(story.link);
  await pane(story.link, 'documents');
  const form = uploads(story.link);
  const transfer = await (await form.elementHandle()).evaluateHandle((form) => {
    const files = new DataTransfer();
    for (const name of ['april.pdf', 'may.pdf']) files.items.add(new File(['%PDF-1.4\n%%EOF\n'], name, { type: 'application/pdf' }));
    form.dispatchEvent(new DragEvent('dragover', { dataTransfer: files, bubbles: true, cancelable: true }));
    return files;
  });
  assert.equal(await form.evaluate((form) => form.classList.contains('over')), true);
  await form.dispatchEvent('drop', { dataTransfer: transfer });
  await taken(story.link, 'april.pdf');
  await taken(story.link, 'may.pdf');
  await next(story.link);
  const { credit } = await succeed(story, { documents: [{ kind: 'paystub', name: 'april.pdf' }, { kind: 'paystub', name: 'may.pdf' }] });
  assert.equal(credit.results.document_income_results.num_paystubs_uploaded, 2);
});

test('a file that is no document is refused, and another one is taken', async (t) => {
  const story = await begin(t, 'documents refused', documents, { statuses: [400, 413, 422] });
  await consent(story.link);
  await pane(story.link, 'documents');
  await pick(story.link, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await story.link.getByRole('alert').first().waitFor();
  await pick(story.link, pdf('may.pdf'));
  await taken(story.link, 'may.pdf');
  await next(story.link);
  const { events } = await succeed(story);
  assert.ok(steps(events).includes('SUBMIT_DOCUMENTS_SUCCESS'));
});

test('a large document shows how far it is', async (t) => {
  const story = await begin(t, 'documents progress', documents);
  await consent(story.link);
  await pane(story.link, 'documents');
  const bar = uploads(story.link).evaluate((form) => new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      const bar = form.querySelector('progress');
      if (bar) { observer.disconnect(); resolve(bar.getAttribute('aria-label')); }
    }).observe(form, { childList: true, subtree: true });
  }));
  await pick(story.link, { name: 'large.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(3 << 20, 32)]) });
  assert.equal(await bar, 'large.pdf');
  await taken(story.link, 'large.pdf');
  await next(story.link);
  await succeed(story);
});
