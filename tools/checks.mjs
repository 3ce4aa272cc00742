// The checkers of the house: `npm run check` runs them all, `npm test` counts each as one test.
import { pathToFileURL } from 'node:url';
import { runPackage } from './bootstrap.mjs';

export const CHECKS = [
  { name: 'format and lint', command: { package: '@biomejs/biome', script: 'bin/biome', args: ['check', '--error-on-warnings'] } },
  { name: 'types', command: { package: 'typescript-native', script: 'bin/tsc', args: ['--noEmit', '-p', 'tsconfig.json'] } },
  { name: 'types of the pure core', command: { package: 'typescript-native', script: 'bin/tsc', args: ['-p', 'tsconfig.core.json'] } },
  {
    name: 'import rule',
    command: { package: 'dependency-cruiser', script: 'bin/dependency-cruise.mjs', args: ['src', '--config', '.dependency-cruiser.cjs'] },
  },
  { name: 'nothing unused', command: { package: 'knip', script: 'bin/knip.js', args: [] } },
];

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, command } of CHECKS) {
    const passed = runPackage(command.package, command.script, command.args);
    console.log(`${passed ? 'passed' : 'FAILED'}  ${name}`);
    if (!passed) process.exitCode = 1;
  }
}
