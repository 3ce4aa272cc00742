import type { OutputOf } from '../../../contract/operation.ts';
import { operationRequest } from '../../../contract/request.ts';
import { workspaceIn } from '../../../web/address.ts';
import { ApiError, apiError, call } from '../../../web/call.ts';
import { announceFile, uploadFile } from '../contract-files.ts';

type Waiting = OutputOf<typeof announceFile>;

/** A piece that goes in one call: small enough to be sent again after a broken connection. */
const PIECE = 8 * 1024 * 1024;
const TRIES = 4;
const REST_MS = 800;

/**
 * Sends a file in pieces. A piece that does not arrive is sent again, from the byte up to which the server has the file.
 *
 * @param file        A file of the browser.
 * @param onProgress  Told how many bytes have arrived.
 * @returns           The file as it waits on the server. Throws ApiError when it cannot be sent.
 */
export async function sendFile(file: File, onProgress: (bytes: number) => void): Promise<Waiting> {
  let waiting = await call(announceFile, { name: file.name, bytes: file.size });
  let tries = 0;
  while (waiting.received < file.size) {
    try {
      waiting = await sendPiece(file, waiting);
      tries = 0;
      onProgress(waiting.received);
    } catch (error) {
      tries += 1;
      const again = error instanceof ApiError && (error.code === 'unreachable' || error.code === 'unavailable');
      if (!again || tries === TRIES) throw error;
      await new Promise((done) => setTimeout(done, REST_MS * tries));
    }
  }
  return waiting;
}

async function sendPiece(file: File, { fileId, received }: Waiting): Promise<Waiting> {
  const { method, path } = operationRequest(uploadFile, { fileId, offset: received });
  const workspace = workspaceIn(window.location.pathname);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream', ...(workspace !== null && { 'x-mooring-workspace': workspace }) },
      body: file.slice(received, received + PIECE),
    });
  } catch (cause) {
    const detail = 'The server does not answer.';
    throw new ApiError({ code: 'unreachable', status: 0, detail, hint: 'Try again in a moment.', issues: [], requestId: null }, cause);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Waiting;
  throw apiError(response.status, answer, response.headers.get('x-request-id'));
}
