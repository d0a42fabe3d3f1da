/** @file The page and its headers: built files from one folder, cached by their hashed names, nothing from elsewhere. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { isOwnRequest } from './loopback.js';

/**
 * Everything from the studio itself. Styles may be inline because React Aria places its elements with style
 * attributes; scripts may not.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Refuses foreign requests and sets the headers of every answer. */
export const guard: RequestHandler = (request, response, next) => {
  response.set(headers);
  if (isOwnRequest(request)) next();
  else
    response
      .status(403)
      .type('text')
      .send('Only this machine may use the studio, by its loopback address.\n');
};

/** Serves the built page from `folder`. */
export function servePage(app: Express, folder: string): void {
  const assets = path.join(folder, 'assets');
  app.use(
    '/assets',
    express.static(assets, { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  );
  app.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (page) => page.set('Cache-Control', 'no-cache'),
    }),
  );
  app.get('/', (_, response) => {
    const missing = existsSync(path.join(folder, 'index.html'))
      ? 'The page could not be read.'
      : 'The studio’s page is not built; run “npm run build” and reload.';
    response.status(503).type('text').send(`${missing}\n`);
  });
}
