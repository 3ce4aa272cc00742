/**
 * Saves the chart in an element as a PNG at twice its size, on the page's paper.
 *
 * @param container  Element that holds one drawn chart.
 * @param name       File name without ending.
 * @returns          Resolves when the download began; rejects when there is no chart or the browser cannot draw it.
 */
export async function exportPng(container: HTMLElement, name: string): Promise<void> {
  const svg = container.querySelector<SVGSVGElement>('[data-chart] svg');
  if (!svg) throw new Error('There is no chart to export.');
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  keepLook(svg, copy);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * 2);
  canvas.height = Math.round(height * 2);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw images.');
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0, width, height);
  save(canvas.toDataURL('image/png'), `${name}.png`);
}

const LOOK = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font'] as const;

/** Writes into a copy what the style sheets of the page said of the original: a picture stands without them. */
function keepLook(original: SVGSVGElement, copy: SVGSVGElement): void {
  const copies = copy.querySelectorAll<SVGElement>('*');
  original.querySelectorAll<SVGElement>('*').forEach((one, index) => {
    const look = getComputedStyle(one);
    for (const name of LOOK) copies[index]?.style.setProperty(name, look.getPropertyValue(name));
  });
}

/**
 * Saves a text as a file.
 *
 * @param text  The content.
 * @param name  File name with ending.
 * @param type  Media type.
 */
export function saveText(text: string, name: string, type = 'text/csv;charset=utf-8'): void {
  saveBlob(new Blob([text], { type }), name);
}

/**
 * Saves bytes as a file.
 *
 * @param content  The content.
 * @param name     File name with ending.
 */
export function saveBlob(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function save(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
