/** Uploads: files dropped on their form, several in a row, and how far each one is. */
import { main } from './link-pane.js';
import { answered, ask, fieldsOf, inTurn, Lost, WITHIN } from './link-send.js';

/** Sets up uploads. */
export function startUpload() {
  for (const type of ['dragenter', 'dragover']) document.addEventListener(type, (event) => drag(event, true));
  document.addEventListener('dragleave', (event) => drag(event, event.relatedTarget && zone(event.relatedTarget)));
  document.addEventListener('drop', (event) => {
    const form = drag(event, false);
    if (form && event.dataTransfer.files.length) upload([...event.dataTransfer.files]);
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('form[data-upload]')) return;
    const { files } = event.target.elements.file;
    if (!files.length) return; // the server says what is wrong
    event.preventDefault();
    upload([...files]);
  });
}

const zone = (node) => node instanceof Element && node.closest('form[data-upload]');

/** Lets a form take what is dragged over it, and shows that it will. A file dropped elsewhere must not open. */
function drag(event, over) {
  if (!event.dataTransfer?.types.includes('Files')) return null;
  event.preventDefault();
  const form = zone(event.target);
  main().querySelector('form[data-upload]')?.classList.toggle('over', Boolean(form && over));
  return form;
}

/** Uploads files one after the other: each needs the turn that the one before it leads to. */
async function upload(files) {
  for (const file of files) {
    const form = main().querySelector('form[data-upload]');
    if (!form || !(await inTurn(() => one(form, file)))) return;
  }
}

/** Uploads a file. Resolves with whether it was taken. */
async function one(form, file) {
  const fields = fieldsOf(form);
  fields.set('file', file, file.name);
  const bar = document.createElement('progress');
  bar.className = 'progress';
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  form.append(bar);
  const answer = await ask(() => send(form.getAttribute('action'), fields, (part) => { bar.value = part; }));
  bar.remove();
  return answer !== null && answer.status < 400;
}

/** Sends by XMLHttpRequest, which tells how much has left. A large file may take long, but not without getting on. */
function send(address, fields, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), WITHIN);
    };
    request.open('POST', address);
    request.setRequestHeader('Accept', 'text/html');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      wait();
      progress(total ? loaded / total : 0);
    });
    request.addEventListener('progress', wait);
    request.addEventListener('loadend', () => clearTimeout(timer));
    for (const type of ['error', 'abort']) request.addEventListener(type, () => reject(new Lost(`no answer from ${address}`)));
    request.addEventListener('load', () => {
      try {
        resolve(answered(request.status, request.responseText, request.responseURL));
      } catch (error) {
        reject(error);
      }
    });
    wait();
    request.send(fields);
  });
}
