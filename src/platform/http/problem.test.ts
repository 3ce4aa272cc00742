import { describe, expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { problemOf } from './problem.ts';

describe('problem details', () => {
  test('our own errors keep code, message, hint and issues', () => {
    const error = new AppError('account-unknown', "Customer 'acme' is not known.", {
      hint: 'Import it.',
      issues: [{ path: 'externalId', message: 'not known' }],
    });
    expect(problemOf(error, 'r1')).toEqual({
      type: 'urn:mooring:error:account-unknown',
      title: 'No customer with this external id is visible to you.',
      status: 404,
      code: 'account-unknown',
      detail: "Customer 'acme' is not known.",
      hint: 'Import it.',
      issues: [{ path: 'externalId', message: 'not known' }],
      requestId: 'r1',
    });
  });

  test('the text of an unknown error never leaks', () => {
    const cause = Object.assign(new Error('duplicate key value: password hash'), { code: '23505' });
    for (const error of [new Error('Failed query: select secret', { cause }), 'a string', null]) {
      const problem = problemOf(error, 'r2');
      expect(problem).toMatchObject({ code: 'internal', status: 500, requestId: 'r2' });
      expect(JSON.stringify(problem)).not.toMatch(/secret|password|string/);
    }
  });

  test.each([
    ['a full disk', 'ENOSPC', 'unavailable'],
    ['a full disk of PostgreSQL', '53100', 'unavailable'],
    ['a number too large for its column', '22003', 'invalid-input'],
    ['a body that is too large', 'FST_ERR_CTP_BODY_TOO_LARGE', 'too-large'],
  ])('%s has a name', (_, code, expected) => {
    expect(problemOf(new Error('outer', { cause: Object.assign(new Error('inner'), { code }) }), 'r3').code).toBe(expected);
  });
});
