import { accessModule } from '../features/access/module.ts';
import type { AccessParts } from '../features/access/parts.ts';
import { accountsModule } from '../features/accounts/module.ts';
import { custodyModule } from '../features/custody/module.ts';
import type { CustodyParts } from '../features/custody/parts.ts';
import { healthModule } from '../features/health/module.ts';
import { importsModule } from '../features/imports/module.ts';
import { metricsModule } from '../features/metrics/module.ts';
import { tasksModule } from '../features/tasks/module.ts';
import { usageModule } from '../features/usage/module.ts';
import { warningsModule } from '../features/warnings/module.ts';
import type { Module } from '../platform/module.ts';

/** Every feature of the house, in the order in which they may read each other. */
export function modulesOf(access: AccessParts, custody: CustodyParts): readonly Module[] {
  return [
    accessModule(access),
    accountsModule,
    usageModule,
    metricsModule,
    healthModule,
    warningsModule,
    tasksModule,
    importsModule,
    custodyModule(custody),
  ];
}
