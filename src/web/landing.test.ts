import { describe, expect, test } from 'vitest';
import type { PersonFunction } from '../contract/access.ts';
import { landing, type Me } from './landing.ts';
import { placesFor } from './shell/places.ts';

const me = (...memberships: readonly [key: string, ...PersonFunction[]][]): Me => ({
  userId: 'u1',
  name: '林知夏',
  email: 'lin@yanbei.example',
  memberships: memberships.map(([key, ...functions]) => ({
    personId: `p-${key}`,
    workspace: { key, name: key, timeZone: 'Asia/Shanghai', locale: 'zh-CN' },
    functions,
    scope: 'all',
  })),
});

describe('the bare address', () => {
  test('leads to the set-up while there is no owner, whoever asks', () => {
    expect(landing(true, null, null)).toEqual({ to: '/setup' });
    expect(landing(true, me(['a', 'csm']), 'a')).toEqual({ to: '/setup' });
  });

  test('leads to the sign-in without a session', () => {
    expect(landing(false, null, 'a')).toEqual({ to: '/sign-in' });
  });

  test('leads to the day of the workspace one was in last, else of the first', () => {
    const both = me(['a', 'csm'], ['b', 'admin']);
    expect(landing(false, both, 'b')).toEqual({ to: '/$workspace/day', workspace: 'b' });
    expect(landing(false, both, 'left-long-ago')).toEqual({ to: '/$workspace/day', workspace: 'a' });
    expect(landing(false, both, null)).toEqual({ to: '/$workspace/day', workspace: 'a' });
  });

  test('leads those who do no customer work to the customers', () => {
    expect(landing(false, me(['a', 'exec']), null)).toEqual({ to: '/$workspace/customers', workspace: 'a' });
  });

  test('leads nowhere when every access was ended', () => {
    expect(landing(false, me(), 'a')).toEqual({ to: null });
  });
});

test('the rail shows only places that work for the person', () => {
  const ids = (...functions: PersonFunction[]) => {
    const { work, data } = placesFor(functions);
    return [...work, ...data].map(({ id }) => id);
  };
  expect(ids('admin')).toEqual([
    'day',
    'customers',
    'warnings',
    'overview',
    'revenue',
    'retention',
    'lab',
    'import',
    'connect',
    'sources',
    'quality',
    'readiness',
    'duplicates',
    'mappings',
    'waiting',
    'events',
    'limits',
    'export',
  ]);
  expect(ids('csm')).toEqual(['day', 'customers', 'warnings', 'overview', 'revenue', 'retention', 'lab', 'events']);
  expect(ids('product')).toEqual(['customers', 'warnings', 'overview', 'lab', 'connect', 'sources', 'quality', 'readiness', 'events']);
  expect(ids('exec')).toEqual(['customers', 'warnings', 'overview', 'revenue', 'retention', 'lab', 'events']);
});
