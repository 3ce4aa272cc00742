import type { WholeRule } from '../rule.ts';

/** Events that are flagged, with what the figures would be with them (settled 13). */
export const flaggedUsage: WholeRule = {
  looksAt: 'whole',
  meta: {
    id: 'flagged-usage',
    weight: 'left-out',
    title: { 'zh-CN': '标记为自动化或批量的使用', 'en-US': 'Usage flagged as automation or bulk' },
    why: {
      'zh-CN': '这些使用来自机器人或批量操作，导入时已标记：不算真人的活跃。',
      'en-US': 'These events came from robots or bulk changes and were flagged when imported: they are no activity of people.',
    },
    whatToDo: {
      'zh-CN': '对照两种读数，确认标记的规则没有误伤真人。',
      'en-US': 'Compare both readings, and make sure that the flags hit no people.',
    },
    effect: {
      'zh-CN': '保留但不计入活跃和健康分；两种读数并列。',
      'en-US': 'Kept, and excluded from activity and health; both readings are shown side by side.',
    },
    inputs: ['event'],
  },
  check: ({ readings }) =>
    readings
      .filter(({ all, counted }) => all.events > counted.events)
      .map(({ month, all, counted }) => ({
        entity: 'event',
        id: month.slice(0, 7),
        account: null,
        count: all.events - counted.events,
        values: {
          events: all.events,
          eventsWithoutFlagged: counted.events,
          userDays: all.userDays,
          userDaysWithoutFlagged: counted.userDays,
          activeCustomers: all.accounts,
          activeCustomersWithoutFlagged: counted.accounts,
        },
      }))
      // The months in which most was flagged are the examples.
      .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
};
