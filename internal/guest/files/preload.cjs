'use strict';
// toile run preloads this into every Node process. Node before 22.21 has no proxy of its own for https, http and
// fetch: they get one here. And a Chromium that Node starts (Playwright and Puppeteer do) is handed the proxy and
// the key of the authority.

const child = require('node:child_process');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const path = require('node:path');
const tls = require('node:tls');
const { proxy, spki } = require('./guest.json');

const isLocal = (host) => /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

// tunnel asks the proxy for a connection to a host.
function tunnel(host, port, done) {
  const at = new URL(proxy);
  const to = `${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
  const request = http.request({ host: at.hostname, port: at.port, method: 'CONNECT', path: to, headers: { Host: to }, agent: false });
  request.once('error', done);
  request.once('connect', (response, socket) => {
    if (response.statusCode === 200) return done(null, socket);
    socket.destroy();
    done(new Error(response.statusMessage));
  });
  request.end();
}

// through makes an agent's connections to other machines tunnels. A connection that came with a socket, or by
// an agent of the program's own making, stays as it is.
function through(Agent, usualPort, over) {
  const direct = Agent.prototype.createConnection;
  Agent.prototype.createConnection = function (options, done, ...rest) {
    const host = options?.host || 'localhost';
    if (typeof done !== 'function' || options.socket || options.socketPath || isLocal(host)) {
      return direct.call(this, options, done, ...rest);
    }
    tunnel(host, options.port || usualPort, (error, socket) => (error ? done(error) : done(null, over(direct, this, options, socket))));
  };
}

// connect makes a connection for fetch.
function connect(options, done) {
  const isTLS = options.protocol === 'https:';
  const host = options.hostname.replace(/^\[|\]$/g, '');
  const port = options.port || (isTLS ? 443 : 80);
  const ready = (error, raw) => {
    if (error || !isTLS) return done(error, raw);
    const servername = net.isIP(host) ? undefined : host;
    settle(tls.connect({ socket: raw, servername, ALPNProtocols: ['http/1.1'] }), 'secureConnect', done);
  };
  if (isLocal(host)) return settle(net.connect({ host, port }), 'connect', ready);
  tunnel(host, port, ready);
}

// settle tells once whether a socket is ready or broken.
function settle(socket, event, done) {
  const failed = (error) => done(error);
  socket.once('error', failed);
  socket.once(event, () => {
    socket.off('error', failed);
    done(null, socket);
  });
}

// fetch has its connections from a dispatcher that is made when it is used first, and then ours takes its place.
function throughFetch() {
  const dispatcher = Symbol.for('undici.globalDispatcher.1');
  const direct = globalThis.fetch;
  let prepared = false;
  globalThis.fetch = function fetch(...args) {
    if (!prepared) {
      prepared = true;
      void globalThis.Headers; // loads fetch's parts
      const usual = globalThis[dispatcher];
      if (usual?.constructor?.name === 'Agent') globalThis[dispatcher] = new usual.constructor({ connect });
    }
    return direct.apply(this, args);
  };
}

if (!process.allowedNodeEnvironmentFlags.has('--use-env-proxy')) {
  through(https.Agent, 443, (direct, agent, options, socket) => direct.call(agent, { ...options, socket }));
  through(http.Agent, 80, (direct, agent, options, socket) => socket);
  if (globalThis.fetch) throughFetch();
}

const chromium = /^((google[ -])?chrom(e|ium)(?!.?driver)|(chrome[-_])?headless[-_]shell|ms ?edge(?!.?driver)|microsoft[ -]edge|brave)/i;

// flagged gives the arguments of a browser with those that it needs and does not have.
function flagged(args) {
  const has = (flag) => args.some((arg) => String(arg).startsWith(flag));
  const more = [
    ['--proxy-server=', proxy],
    ['--ignore-certificate-errors-spki-list=', spki],
    ['--user-data-dir=', path.join(__dirname, `profile-${process.pid}-${process.hrtime.bigint()}`)],
  ];
  return [...more.filter(([flag]) => !has(flag)).map((pair) => pair.join('')), ...args];
}

for (const name of ['spawn', 'execFile']) {
  const direct = child[name];
  child[name] = function (file, args, ...rest) {
    if (Array.isArray(args) && chromium.test(path.basename(String(file)))) args = flagged(args);
    return direct.call(this, file, args, ...rest);
  };
  const promised = Object.getOwnPropertyDescriptor(direct, require('node:util').promisify.custom);
  if (promised) Object.defineProperty(child[name], require('node:util').promisify.custom, promised);
}
require('node:module').syncBuiltinESMExports();
