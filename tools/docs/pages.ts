import { screensPage } from '../screens/list.ts';
import { apiPage } from './api.ts';
import { measuresPage, metricsPage, qualityPage, rulesPage } from './definitions.ts';
import type { Page } from './page.ts';
import { errorsPage, exitCodesPage } from './registries.ts';
import { requirementsPage } from './requirements.ts';

/** Every generated page of the documentation. */
export async function generatedPages(): Promise<readonly Page[]> {
  return [
    measuresPage(),
    rulesPage(),
    metricsPage(),
    qualityPage(),
    errorsPage(),
    exitCodesPage(),
    await apiPage(),
    requirementsPage(),
    screensPage(),
  ];
}
