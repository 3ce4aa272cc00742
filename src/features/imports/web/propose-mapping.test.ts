import { describe, expect, test } from 'vitest';
import { importMappingSchema } from '../contract-mapping.ts';
import { fileMapping, missingFields, proposeColumns, proposeMapping } from './propose-mapping.ts';

describe('proposing columns by header names', () => {
  test('Chinese headers', () => {
    expect(proposeMapping('表1.csv', ['客户编号', '客户名称', '签约日期', '到期日', '负责人'])).toEqual({
      entity: 'accounts',
      columns: { externalId: '客户编号', name: '客户名称', startsOn: '签约日期', endsOn: '到期日', owner: '负责人' },
    });
    expect(proposeMapping('登录日志.csv', ['客户编号', '账号', '登录时间', '事件'])).toEqual({
      entity: 'events',
      columns: { account: '客户编号', userId: '账号', occurredAt: '登录时间', name: '事件' },
    });
  });

  test('English headers, whatever their case and separators', () => {
    expect(proposeMapping('feature_usage.csv', ['usage_id', 'Account ID', 'Timestamp', 'event_name', 'user-id']).columns).toEqual({
      account: 'Account ID',
      occurredAt: 'Timestamp',
      name: 'event_name',
      userId: 'user-id',
      messageId: 'usage_id',
    });
    expect(proposeMapping('export.csv', ['account_id', 'user_id', 'created_at']).entity).toBe('users');
  });

  test('no column serves two fields, and what is missing is named', () => {
    const columns = proposeColumns('accounts', ['客户']);
    expect(columns).toEqual({ externalId: '客户' });
    expect(missingFields('events', proposeColumns('events', ['time']))).toEqual(['account', 'name']);
    expect(missingFields('accounts', columns)).toEqual([]);
  });

  test('the mapping it makes is one the API accepts', () => {
    const files = [
      fileMapping('a.csv', 'accounts', { externalId: 'id', name: 'name' }, { attributes: ['行业'], endsOnIs: 'exclusive' }),
      fileMapping('u.csv', 'users', { account: 'id', userId: 'user' }, { attributes: [], endsOnIs: 'inclusive' }),
      fileMapping('e.csv', 'events', { account: 'id', occurredAt: 'time', name: '=login' }, { attributes: [], endsOnIs: 'inclusive' }),
    ];
    expect(importMappingSchema.safeParse({ source: 'crm', files }).success).toBe(true);
    expect(files[2]?.columns).toMatchObject({ name: { value: 'login' } });
    expect(files[0]?.columns).toEqual({ externalId: 'id', name: 'name' });
  });
});
