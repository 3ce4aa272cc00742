import type { ImportReport } from '../../features/imports/contract.ts';

const SHOWN_REJECTS = 10;

/** What became of every file of an import, in lines for people. */
export function reportLines(report: ImportReport): string[] {
  return report.files.flatMap((file) => [
    `${file.file}: ${file.rows} rows, ${file.imported} imported (${file.flagged} not counted), ${file.unchanged} unchanged, ${file.duplicate} duplicate, ${file.rejected} rejected`,
    ...file.rejects
      .slice(0, SHOWN_REJECTS)
      .map(
        ({ line, column, value, reason }) =>
          `  line ${line}${column === null ? '' : `, ${column}`}${value === null ? '' : ` '${value}'`}: ${reason}`,
      ),
    ...(file.rejected > SHOWN_REJECTS ? [`  … and ${file.rejected - SHOWN_REJECTS} more; --json lists the first thousand`] : []),
    ...file.findings.map(
      ({ code, column, count, samples }) =>
        `  ${code}${column === null ? '' : ` in ${column}`}: ${count}${samples.length === 0 ? '' : `, such as ${samples.map((sample) => `'${sample}'`).join(', ')}`}`,
    ),
    ...(file.unmappedColumns.length > 0 ? [`  columns without a meaning: ${file.unmappedColumns.join(', ')}`] : []),
  ]);
}
