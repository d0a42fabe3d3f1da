/** @file The door of `src/server`: the studio on a loopback port. */
export { ListenError, PortInUseError } from './listen.js';
export type { LoopbackHost } from './loopback.js';
export { defaultPort, type ServerOptions, type StudioServer, startServer } from './start-server.js';
export { shelfIn } from './studio-folder.js';
