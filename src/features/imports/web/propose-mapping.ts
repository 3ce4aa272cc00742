import type { ImportMapping } from '../contract-mapping.ts';

/** What a file can hold in this part. */
export const ENTITIES = ['accounts', 'users', 'events'] as const;
export type Entity = (typeof ENTITIES)[number];

/** The fields of each kind of file, in the order people think of them; the starred ones must be there. */
export const FIELDS = {
  accounts: [
    { id: 'externalId', required: true },
    { id: 'name', required: false },
    { id: 'startsOn', required: false },
    { id: 'endsOn', required: false },
    { id: 'endKind', required: false },
    { id: 'owner', required: false },
  ],
  users: [
    { id: 'account', required: true },
    { id: 'userId', required: true },
    { id: 'createdOn', required: false },
    { id: 'disabledOn', required: false },
  ],
  events: [
    { id: 'account', required: true },
    { id: 'occurredAt', required: true },
    { id: 'name', required: true },
    { id: 'userId', required: false },
    { id: 'module', required: false },
    { id: 'client', required: false },
    { id: 'messageId', required: false },
  ],
} as const satisfies Record<Entity, readonly { id: string; required: boolean }[]>;

/** Column of each field by its header, or `=text` for one text in every row. */
export type Columns = Readonly<Record<string, string>>;

/** A proposal for one file: what it holds and which column is what. The person decides. */
export interface Proposal {
  readonly entity: Entity;
  readonly columns: Columns;
}

const ACCOUNT_ID = [
  'externalid',
  'accountid',
  'customerid',
  'companyid',
  'tenantid',
  'orgid',
  'organizationid',
  'groupid',
  'workspaceid',
  '客户编号',
  '客户id',
  '客户编码',
  '企业编号',
  '企业id',
  '租户id',
  '公司编号',
];

/** Header names by field, without spaces, dashes and underscores, lower case; the first found wins. */
const NAMES: Record<Entity, Record<string, readonly string[]>> = {
  accounts: {
    externalId: [...ACCOUNT_ID, 'id', '编号', 'account', 'customer', '客户'],
    name: ['name', 'accountname', 'customername', 'companyname', 'company', '客户名称', '客户名', '企业名称', '公司名称', '名称', '客户'],
    startsOn: [
      'startson',
      'startdate',
      'contractstart',
      'signupdate',
      'createdat',
      'created',
      'createdon',
      '开始日期',
      '开始日',
      '合同开始',
      '签约日期',
      '签约日',
      '上线日期',
      '创建时间',
      '开通日期',
    ],
    endsOn: [
      'endson',
      'enddate',
      'endedat',
      'contractend',
      'churndate',
      'expireson',
      '结束日期',
      '结束日',
      '到期日',
      '到期日期',
      '合同结束',
      '合同到期',
      '流失日期',
    ],
    endKind: ['endkind', 'endreason', 'churnreason', 'churntype', '结束原因', '流失原因', '结束方式'],
    owner: ['owner', 'csm', 'csmname', 'accountowner', 'manager', '负责人', '客户成功经理', '客户经理', '跟进人'],
  },
  users: {
    account: [...ACCOUNT_ID, 'account', 'customer', 'company', '客户', '企业', '租户'],
    userId: ['userid', 'user', 'uid', 'id', 'email', 'login', '用户编号', '用户id', '账号', '用户', '员工号', '邮箱'],
    createdOn: ['createdon', 'createdat', 'created', 'registeredat', 'signupdate', '创建时间', '注册时间', '注册日期', '开通日期'],
    disabledOn: ['disabledon', 'disabledat', 'deactivatedat', 'deletedat', '停用时间', '停用日期', '注销日期'],
  },
  events: {
    account: [...ACCOUNT_ID, 'account', 'customer', 'company', '客户', '企业', '租户'],
    occurredAt: [
      'occurredat',
      'timestamp',
      'time',
      'datetime',
      'eventtime',
      'createdat',
      'date',
      'day',
      '发生时间',
      '时间',
      '登录时间',
      '操作时间',
      '日期',
    ],
    name: ['eventname', 'event', 'action', 'name', 'type', 'eventtype', '事件', '事件名称', '动作', '操作', '行为'],
    userId: ['userid', 'user', 'uid', 'useremail', 'email', 'actor', '用户编号', '用户id', '账号', '用户', '操作人'],
    module: ['module', 'feature', 'featurename', 'product', '模块', '功能'],
    client: ['client', 'platform', 'device', '终端', '端', '客户端', '平台'],
    messageId: ['messageid', 'eventid', 'usageid', 'uuid', '事件编号', '事件id', '消息id', '流水号'],
  },
};

/**
 * Proposes what a file holds, from its name and header.
 *
 * @param file    Name of the file.
 * @param header  Header of the file.
 * @returns       The kind of file and a column for each field a name was found for. No column serves two fields.
 */
export function proposeMapping(file: string, header: readonly string[]): Proposal {
  const named = entityOfName(file);
  const entity = named ?? bestEntity(header);
  return { entity, columns: proposeColumns(entity, header) };
}

/**
 * Proposes the columns for a kind of file.
 *
 * @param entity  What the file holds.
 * @param header  Header of the file.
 * @returns       Field to header, only where a header was recognised.
 */
export function proposeColumns(entity: Entity, header: readonly string[]): Columns {
  const columns: Record<string, string> = {};
  const taken = new Set<string>();
  for (const { id } of FIELDS[entity]) {
    const names = NAMES[entity][id] ?? [];
    const found = names
      .map((name) => header.find((column) => plain(column) === name && !taken.has(column)))
      .find((column) => column !== undefined);
    if (found === undefined) continue;
    columns[id] = found;
    taken.add(found);
  }
  return columns;
}

/**
 * Which required fields of a file have no column yet.
 *
 * @param entity   What the file holds.
 * @param columns  Columns chosen so far.
 * @returns        Field ids.
 */
export function missingFields(entity: Entity, columns: Columns): string[] {
  return FIELDS[entity].filter((field) => field.required && !columns[field.id]).map((field) => field.id);
}

/**
 * The mapping of one file in the shape of the API.
 *
 * @param file     Name of the file.
 * @param entity   What it holds.
 * @param columns  Columns chosen; `=text` is one text for every row.
 * @param more     Choices beyond columns.
 * @returns        One entry of `ImportMapping.files`, without the fields that were not chosen.
 */
export function fileMapping(
  file: string,
  entity: Entity,
  columns: Columns,
  more: { readonly attributes: readonly string[]; readonly endsOnIs: 'inclusive' | 'exclusive' },
): ImportMapping['files'][number] {
  const at = (field: string): string | { value: string } | undefined => {
    const column = columns[field];
    if (!column) return undefined;
    return column.startsWith('=') ? { value: column.slice(1) } : column;
  };
  const optional = (fields: readonly string[]): Record<string, string | { value: string }> =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const source = at(field);
        return source === undefined ? [] : [[field, source]];
      }),
    );
  if (entity === 'accounts') {
    return {
      file,
      entity,
      columns: { externalId: at('externalId') ?? '', ...optional(['name', 'startsOn', 'endsOn', 'endKind', 'owner']) },
      endsOnIs: more.endsOnIs,
      attributes: [...more.attributes],
    };
  }
  if (entity === 'users') {
    return {
      file,
      entity,
      columns: { account: at('account') ?? '', userId: at('userId') ?? '', ...optional(['createdOn', 'disabledOn']) },
    };
  }
  return {
    file,
    entity,
    excludeWhen: {},
    columns: {
      account: at('account') ?? '',
      occurredAt: at('occurredAt') ?? '',
      name: at('name') ?? '',
      ...optional(['userId', 'module', 'client', 'messageId']),
    },
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.]+/g, '');
}

function entityOfName(file: string): Entity | null {
  const name = file.toLowerCase();
  if (/event|usage|login|activity|log|事件|登录|日志|用量|行为/.test(name)) return 'events';
  if (/user|member|seat|用户|账号|员工/.test(name)) return 'users';
  if (/account|customer|compan|tenant|client|客户|企业|租户/.test(name)) return 'accounts';
  return null;
}

function bestEntity(header: readonly string[]): Entity {
  const share = (entity: Entity): number => {
    const columns = proposeColumns(entity, header);
    return missingFields(entity, columns).length === 0 ? 10 + Object.keys(columns).length : Object.keys(columns).length;
  };
  return (['events', 'users', 'accounts'] as const).reduce((best, entity) => (share(entity) > share(best) ? entity : best));
}
