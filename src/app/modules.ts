import { accessModule } from '../features/access/module.ts';
import type { AccessParts } from '../features/access/parts.ts';
import { accountsModule } from '../features/accounts/module.ts';
import { contractsModule } from '../features/contracts/module.ts';
import { custodyModule } from '../features/custody/module.ts';
import type { CustodyParts } from '../features/custody/parts.ts';
import { duplicatesModule } from '../features/duplicates/module.ts';
import { exportsModule } from '../features/exports/module.ts';
import { feedbackModule } from '../features/feedback/module.ts';
import { healthModule } from '../features/health/module.ts';
import { importsModule } from '../features/imports/module.ts';
import type { ImportParts } from '../features/imports/parts.ts';
import { issuesModule } from '../features/issues/module.ts';
import { labModule } from '../features/lab/module.ts';
import { metricsModule } from '../features/metrics/module.ts';
import { notificationsModule } from '../features/notifications/module.ts';
import type { NotificationParts } from '../features/notifications/parts.ts';
import { portfolioModule } from '../features/portfolio/module.ts';
import { qualityModule } from '../features/quality/module.ts';
import { retentionModule } from '../features/retention/module.ts';
import { revenueModule } from '../features/revenue/module.ts';
import { searchModule } from '../features/search/module.ts';
import { tasksModule } from '../features/tasks/module.ts';
import { timelineModule } from '../features/timeline/module.ts';
import { touchesModule } from '../features/touches/module.ts';
import { usageModule } from '../features/usage/module.ts';
import { warningsModule } from '../features/warnings/module.ts';
import type { Module } from '../platform/module.ts';

/** Every feature of the house, in the order in which they may read each other. */
export function modulesOf(
  access: AccessParts,
  custody: CustodyParts,
  imports: ImportParts,
  notifications: NotificationParts,
): readonly Module[] {
  return [
    accessModule(access),
    accountsModule,
    contractsModule,
    usageModule,
    issuesModule,
    feedbackModule,
    touchesModule,
    metricsModule,
    healthModule,
    warningsModule,
    tasksModule,
    notificationsModule(notifications),
    revenueModule,
    labModule,
    retentionModule,
    searchModule,
    timelineModule,
    importsModule(imports),
    qualityModule,
    exportsModule,
    portfolioModule,
    duplicatesModule,
    custodyModule(custody),
  ];
}
