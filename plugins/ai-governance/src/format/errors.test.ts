import {
  NotFoundError,
  ResponseError,
  serializeError,
} from '@backstage/errors';
import { errorName } from './errors';

async function responseError(status: number, body: unknown) {
  return ResponseError.fromResponse(
    new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: {
        'content-type':
          typeof body === 'string' ? 'text/html' : 'application/json',
      },
    }),
  );
}

describe('errorName', () => {
  it("gives the backend's own name", async () => {
    const error = await responseError(404, {
      error: serializeError(new NotFoundError('no such model')),
      request: { method: 'GET', url: '/models/x' },
      response: { statusCode: 404 },
    });
    expect(errorName(error)).toBe('NotFoundError');
  });

  it('does not take a missing backend for a missing model', async () => {
    const error = await responseError(404, 'Cannot GET /api/ai-governance');
    expect(errorName(error)).not.toBe('NotFoundError');
  });

  it('takes a refusal for what it is, whoever refused', async () => {
    const error = await responseError(403, 'Forbidden');
    expect(errorName(error)).toBe('NotAllowedError');
  });

  it('leaves other errors alone', () => {
    expect(errorName(new TypeError('Failed to fetch'))).toBe('TypeError');
  });
});
