import type { PlaceId } from './places.ts';

/**
 * How the Chinese names of pages sound, so that `kh` finds 客户 without a dictionary in the browser; in the words of `shell:place.*`. The test
 * beside it compares them with the dictionary.
 */
export const SOUNDS = {
  day: 'wo de yi tian',
  customers: 'ke hu',
  overview: 'ke hu zong lan',
  warnings: 'yu jing',
  revenue: 'shou ru',
  retention: 'liu cun',
  lab: 'shi jian lü xing',
  import: 'dao ru biao ge',
  connect: 'jie ru shi jian',
  events: 'shi jian',
  mappings: 'shi jian han yi',
  waiting: 'dai ren ling',
  sources: 'shu ju yuan',
  quality: 'shu ju zhi liang',
  readiness: 'ping fen jiu xu',
  duplicates: 'yi si chong fu',
  limits: 'yong liang shang xian',
  export: 'dao chu',
  account: 'wo de zhang hao',
  'my-notices': 'tong zhi she zhi',
  people: 'ren yuan',
  teams: 'tuan dui',
  workspace: 'ji ben xin xi',
  health: 'jian kang mo xing',
  metrics: 'zhi biao zi dian',
  ledger: 'shou ru kou jing',
  fields: 'zi ding yi zi duan',
  mail: 'you jian fu wu qi',
  bots: 'qun ji qi ren',
  deliveries: 'tong zhi ji lu',
  keys: 'jie kou mi yao',
  audit: 'shen ji ji lu',
  bin: 'hui shou zhan',
  backups: 'bei fen',
  erasure: 'mo chu',
} as const satisfies Readonly<Record<PlaceId, string>> & Readonly<Record<string, string>>;
