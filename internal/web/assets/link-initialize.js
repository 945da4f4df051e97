// Defines window.Plaid: Link for a page that embeds it (facts link 1.1 to 1.3). Link itself runs in a
// frame of the server that this script came from; here are only the frame, what it is told and what it
// tells. The two talk by messages {toile: 1, type, …}, and each looks at where a message is from.
//
// The server writes its address into ORIGIN. It is not read from the script's tag, which may be gone,
// or name another host when a test's route, a proxy or a hosts entry serves this script.
//
// It is sent without its comments; see loader.go.
(() => {
  'use strict';

  const ORIGIN = new URL('toile:origin').origin;
  const READY_WITHIN = 15000; // ms from open() until Link has to be there
  const LOADED_WITHIN = 3000; // ms from the frame's load event
  const EXIT_WITHIN = 5000; // ms until Link has to have answered exit()

  // A page may load this script twice. The first one stays: handlers that it made go on, and frames are
  // counted once.
  if (window.Plaid && window.Plaid.toile === ORIGIN) return;

  let frames = 0;
  let locks = 0; // how many Links are on the screen
  let overflow = '';

  /** Calls a callback of the page. An error in it is the page's: it is reported, and Link goes on. */
  function tell(callback, ...values) {
    if (typeof callback !== 'function') return;
    try {
      callback(...values);
    } catch (error) {
      setTimeout(reportError, 0, error); // thrown here, a script of another origin, it would lose its text
    }
  }

  /** Sets styles one by one, which a page's policy against inline styles allows. */
  function style(element, styles) {
    for (const name of Object.keys(styles)) element.style.setProperty(name, styles[name]);
  }

  /** Makes the address of a page of the server, without parameters that are empty. */
  function address(page, parameters) {
    const url = new URL(`/link/v2/stable/${page}`, ORIGIN);
    for (const name of Object.keys(parameters)) {
      if (typeof parameters[name] === 'string' && parameters[name]) url.searchParams.set(name, parameters[name]);
    }
    return url.href;
  }

  /** Keeps the page behind Link from scrolling, however many Links are open. */
  function lock() {
    const { style } = document.documentElement;
    if (locks++ === 0) {
      overflow = style.overflow;
      style.overflow = 'hidden';
    }
  }

  function unlock() {
    if (--locks === 0) document.documentElement.style.overflow = overflow;
  }

  /** A frame of the server's and the messages from it. Nobody else's messages are heard. */
  class Frame {
    constructor(id, title, source, parent, hear) {
      this.ready = false;
      this.element = document.createElement('iframe');
      Object.assign(this.element, { id, title, src: source });
      this.listener = (event) => {
        const { data } = event;
        if (event.source !== this.element.contentWindow || !event.source || event.origin !== ORIGIN) return;
        if (!data || data.toile !== 1) return;
        if (data.type === 'ready') this.ready = true;
        hear(data);
      };
      // A frame that cannot be loaded has a load event, too: for the browser's own page that says so.
      this.element.addEventListener('load', () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ready || hear({ type: 'unreachable' }), LOADED_WITHIN);
      });
      window.addEventListener('message', this.listener);
      parent.append(this.element);
    }

    send(type, values) {
      if (this.ready) this.element.contentWindow.postMessage({ toile: 1, type, ...values }, ORIGIN);
    }

    /** Takes the frame away. Nothing is heard of it any more: another one may stand in its place. */
    remove() {
      clearTimeout(this.timer);
      window.removeEventListener('message', this.listener);
      this.element.remove();
    }
  }

  /** Link over the whole page. It is waiting to be opened, open, or over; opened again it begins anew. */
  class Link {
    constructor(config) {
      this.config = config;
      this.id = nextID();
      this.returning = config.receivedRedirectUri; // for the first session only
      this.loaded = false; // onLoad was called
      this.shown = false;
      this.timers = [];
      this.place();
    }

    /** Puts a new frame into the page, hidden until Link is opened. */
    place() {
      const { token } = this.config;
      const source = address('link.html', { token, origin: window.origin, receivedRedirectUri: this.returning });
      this.over = false;
      this.unreachable = false;
      this.leaving = false; // exit({force: true}) was called, and is not answered
      this.told = 0;
      this.sessionID = '';
      this.frame = new Frame(this.id, 'Plaid Link', source, document.body || document.documentElement, (m) => this.hear(m));
      style(this.frame.element, {
        display: 'none', position: 'fixed', top: '0', left: '0', width: '100%', height: '100%', border: '0', margin: '0', padding: '0',
        'z-index': '2147483647', background: 'transparent',
        // A frame is see-through only if it has the color scheme of the page in it.
        'color-scheme': 'light dark',
      });
    }

    open(institutionID) {
      if (this.destroyed || this.shown) return;
      if (this.leaving) this.left();
      if (this.over) {
        this.frame.remove();
        this.place();
      }
      this.institutionID = typeof institutionID === 'string' ? institutionID : undefined;
      this.show();
      const { token, key } = this.config;
      if (!token && key) {
        this.later(0, () => this.refuse('INVALID_INPUT', 'PUBLIC_KEY_NOT_ENABLED', 'public keys are no longer supported; create a link token with /link/token/create'));
      } else if (this.unreachable) {
        this.later(0, () => this.fail());
      } else if (this.frame.ready) {
        this.appear();
      } else {
        this.later(READY_WITHIN, () => this.frame.ready || this.fail());
      }
    }

    exit(options) {
      if (!this.shown) return;
      const force = Boolean(options && options.force);
      if (!this.frame.ready) {
        this.later(0, () => this.left());
        return;
      }
      this.frame.send('exit', { force });
      if (!force) return;
      this.leaving = true;
      this.hide();
      this.later(EXIT_WITHIN, () => this.left());
    }

    /** Closes a Link that cannot say how it ended. */
    left() {
      this.end(this.config.onExit, null, this.nowhere());
    }

    destroy() {
      this.destroyed = true;
      this.hide();
      this.stop();
      this.frame.remove();
    }

    /** Takes a phone number or a date of birth. There is no Layer here, which is what both are for. */
    submit(data) {
      const { phone_number: phone, date_of_birth: born } = data || {};
      if (!phone && !born) throw new TypeError('Plaid Link: submit takes {phone_number} or {date_of_birth}');
      if (phone) {
        this.phone = String(phone);
        this.frame.send('submit', { phone_number: this.phone });
      }
      const name = phone ? 'LAYER_NOT_AVAILABLE' : 'LAYER_AUTOFILL_NOT_AVAILABLE';
      setTimeout(() => this.destroyed || tell(this.config.onEvent, name, this.nothing()));
    }

    /** Takes a message of the frame. */
    hear(message) {
      if (this.destroyed || this.over) return;
      switch (message.type) {
        case 'ready':
          return this.loading();
        case 'event':
          return this.happened(message);
        case 'success':
          return this.end(this.config.onSuccess, message.public_token, message.metadata);
        case 'exit':
          return this.end(this.config.onExit, message.error, message.metadata);
        case 'redirect':
          return this.leave(message.url);
        case 'unreachable':
          this.unreachable = true;
          if (this.shown) this.fail();
      }
    }

    loading() {
      this.unreachable = false;
      if (!this.loaded) {
        this.loaded = true;
        tell(this.config.onLoad);
      }
      if (this.shown) this.appear();
    }

    /** Shows the frame and lets it open its session. Before it is loaded it would be a white sheet. */
    appear() {
      style(this.frame.element, { display: 'block' });
      this.frame.element.focus();
      this.frame.send('open', { institution_id: this.institutionID, phone_number: this.phone });
    }

    /** Tells an event once: a frame that was loaded again tells all of them. */
    happened({ index, name, metadata }) {
      if (metadata.link_session_id !== this.sessionID) {
        this.sessionID = metadata.link_session_id;
        this.told = 0;
      }
      if (index < this.told) return;
      this.told = index + 1;
      tell(this.config.onEvent, name, metadata);
    }

    /** Goes to a bank's page, instead of a pop-up. Only the server's own pages are gone to. */
    leave(url) {
      if (new URL(url, ORIGIN).origin === ORIGIN) window.location.assign(url);
    }

    /** Closes Link and calls back. */
    end(callback, ...values) {
      if (this.over || this.destroyed) return;
      this.over = true;
      this.returning = undefined;
      this.hide();
      this.stop();
      tell(callback, ...values);
    }

    refuse(type, code, message) {
      this.end(this.config.onExit, { error_type: type, error_code: code, error_message: message, display_message: null }, this.nowhere());
    }

    fail() {
      this.unreachable = false;
      console.error(`Plaid Link: no answer from ${ORIGIN}. Is toile running there, and does this page's Content-Security-Policy allow it in frame-src?`);
      this.refuse('API_ERROR', 'INTERNAL_SERVER_ERROR', `Link could not be loaded from ${ORIGIN}`);
    }

    show() {
      this.shown = true;
      this.focused = document.activeElement;
      lock();
    }

    hide() {
      if (!this.shown) return;
      this.shown = false;
      unlock();
      style(this.frame.element, { display: 'none' });
      if (this.focused && this.focused.focus) this.focused.focus({ preventScroll: true });
    }

    later(ms, action) {
      this.timers.push(setTimeout(action, ms));
    }

    stop() {
      this.timers.forEach(clearTimeout);
      this.timers = [];
    }

    /** What onExit is told of a session that never was, or that cannot say. */
    nowhere() {
      return { institution: null, status: null, link_session_id: this.sessionID, request_id: '' };
    }

    /** The metadata of an event that says nothing but when. */
    nothing() {
      const names = ['account_number_mask', 'error_type', 'error_code', 'error_message', 'exit_status', 'institution_id', 'institution_name', 'institution_search_query',
        'is_update_mode', 'match_reason', 'mfa_type', 'routing_number', 'selection', 'view_name'];
      const metadata = Object.fromEntries(names.map((name) => [name, null]));
      return { ...metadata, link_session_id: this.sessionID, request_id: '', timestamp: new Date().toISOString() };
    }
  }

  /** Numbers frames, past those of another copy of this script. */
  function nextID() {
    let id;
    do id = `plaid-link-iframe-${++frames}`; while (document.getElementById(id));
    return id;
  }

  /** Plaid.create. Keys that it does not know are the business of older versions. */
  function create(config) {
    const link = new Link({ ...config });
    return {
      open: (institutionID) => link.open(institutionID),
      exit: (options) => link.exit(options),
      destroy: () => link.destroy(),
      submit: (data) => link.submit(data),
    };
  }

  /** Plaid.createEmbedded: tiles in an element of the page; one of them opens Link (facts link 1.8). */
  function createEmbedded(config, element) {
    if (!element || !element.append) throw new TypeError('Plaid Link: createEmbedded takes an element to stand in');
    const { token, onLoad, ...callbacks } = config || {};
    const link = new Link({ ...callbacks, token });
    const source = address('embedded.html', { token, origin: window.origin });
    let loaded = false;
    const tiles = new Frame(link.id.replace('link', 'embedded-link'), 'Plaid Embedded Link', source, element, (message) => {
      if (message.type === 'select') link.open(message.institution_id);
      if (message.type !== 'ready' || loaded) return;
      loaded = true;
      tell(onLoad);
    });
    style(tiles.element, { display: 'block', width: '100%', height: '100%', border: '0', 'color-scheme': 'light dark' });
    return {
      open: (institutionID) => link.open(institutionID),
      destroy() {
        tiles.remove();
        link.destroy();
      },
    };
  }

  window.Plaid = { create, createEmbedded, version: '2.0.0', toile: ORIGIN };
})();
