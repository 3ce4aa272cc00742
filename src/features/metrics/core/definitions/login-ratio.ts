import { InvariantError } from '../../../../kernel/errors.ts';
import type { DerivedMetric } from '../definition.ts';
import { loginRatio as evaluate } from '../login-ratio.ts';

export const loginRatio: DerivedMetric = {
  id: 'login-ratio',
  kind: 'derived',
  inputs: ['login_users', 'registered_users'],
  label: { 'zh-CN': '登录比例', 'en-US': 'Login ratio' },
  definition: {
    'zh-CN': '当天登录的使用者 ÷ 注册用户。没有登录事件的映射时未知，不是 0。',
    'en-US': 'Users who logged in on the day ÷ registered users. Unknown, not 0, while no event is mapped to a login.',
  },
  unit: 'ratio',
  windowDays: 1,
  requirement: 'ACT-03',
  evaluate: ([login, registered], _settings, from, to) => {
    if (!login || !registered) throw new InvariantError('login-ratio needs login_users and registered_users.');
    return evaluate(login, registered, from, to);
  },
};
