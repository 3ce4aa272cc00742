/** A generated page: its path in the repository and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A page with the line that says where it comes from. */
export function page(path: string, title: string, source: string, sections: readonly string[]): Page {
  const head = `# ${title}\n\n_Generated from ${source} by \`npm run docs\`. Change the source, not this page._`;
  return { path, text: `${[head, ...sections].join('\n\n')}\n` };
}

/** A table whose cells may hold anything but line breaks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text: string | number): string {
  return `\`${text}\``;
}
