/** The value of one of the page's colours now, e.g. of `--term-caller`: canvases know no variables. */
export function colour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
