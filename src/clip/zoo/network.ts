/** @file Faults of the network, told apart from all others: those are worth another attempt, or the way by hand. */

/** A server that answered, but not with what was asked for. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly status: number;
  constructor(url: string, status: number) {
    super(`${new URL(url).host} answered ${status}`);
    this.status = status;
  }
}

/** Whether the connection failed or broke off: whatever `fetch` throws, and a server that is overloaded. */
export function isNetworkFault(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || status === 429;
  if (typeof error === 'string') return true;
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}

/** The HTTP status of an answer that was an error. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof ServerError) return error.status;
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode;
  }
  return undefined;
}
