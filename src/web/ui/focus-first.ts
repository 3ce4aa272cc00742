/**
 * Puts the focus on the first thing to fill in or choose of a dialog that has opened, unless it is in there already. A dialog opens
 * in several steps, and what takes the focus too early loses it to the button that closes.
 *
 * @param open  As Ant Design's `afterOpenChange` says.
 */
export function focusFirst(open: boolean): void {
  if (!open) return;
  const forms = document.querySelectorAll('.ant-modal-body form');
  const form = forms[forms.length - 1];
  if (form === undefined || form.contains(document.activeElement)) return;
  form.querySelector<HTMLElement>('input:not([hidden]), textarea, button')?.focus();
}
