/** The keyboard: Escape leaves, and Tab stays in Link while it lies over another page. */
import { main } from './link-pane.js';

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select:not([disabled]), textarea:not([disabled])';

/** Sets up the keys. */
export function startKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') escape(event);
    if (event.key === ' ' && event.target.matches('a[role=button]')) press(event);
    if (event.key === 'Tab' && window.parent !== window) trap(event);
  });
}

/** Escape asks whether to leave, and answers no where that is asked. In a search it empties the field first. */
function escape(event) {
  if (event.target.matches('input[type=search]') && event.target.value) return;
  const asked = main().querySelector('input[name=action][value=exit]');
  const staying = asked && document.getElementById('aut-secondary-button');
  const button = staying || document.getElementById('aut-close') || main().querySelector('[data-close]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** A link that looks and is called like a button is pressed like one. */
function press(event) {
  event.preventDefault();
  event.target.click();
}

/** Leads from the last control to the first, and back. */
function trap(event) {
  const controls = [...main().querySelectorAll(FOCUSABLE)].filter((control) => control.checkVisibility());
  if (!controls.length) return;
  const [first, final] = [controls[0], controls[controls.length - 1]];
  const outside = !main().contains(document.activeElement);
  if (event.shiftKey ? document.activeElement === first || document.activeElement.matches('h1') || outside : document.activeElement === final || outside) {
    event.preventDefault();
    (event.shiftKey ? final : first).focus();
  }
}
