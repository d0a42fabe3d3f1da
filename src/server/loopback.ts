/**
 * @file Who may talk to the studio: only pages that it served itself, on this machine's loopback address.
 * A web page elsewhere can reach a loopback port (cross-site requests) or borrow its name (DNS rebinding); the
 * `Origin` header gives the first away, the `Host` header the second.
 */
import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Addresses the studio may listen on. */
export type LoopbackHost = '127.0.0.1' | 'localhost' | '::1';

/** How `host` is written in a URL. */
export function hostInUrl(host: LoopbackHost): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** True when the request names our own loopback address and, where it names an origin, that is our own page. */
export function isOwnRequest(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  const authorities = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  const { host, origin } = request.headers;
  if (host === undefined || !authorities.includes(host.toLowerCase())) return false;
  if (origin === undefined) return true;
  return authorities.some((authority) => origin.toLowerCase() === `http://${authority}`);
}
