/** Layers of a stacked chart from bottom to top: each with all those below it added. A gap counts as nothing. */
export function stacked(layers: readonly (readonly (number | null)[])[]): number[][] {
  const sums: number[] = [];
  return layers.map((layer) =>
    layer.map((value, index) => {
      const sum = (sums[index] ?? 0) + (value ?? 0);
      sums[index] = sum;
      return sum;
    }),
  );
}
