import { useEffect, useState } from 'react';
import { type Direction, type FlowLayout, layOut } from './flow-layout';
import type { FlowModel } from './flow-model';

/** Lays a model out, the latest one last; null until there is a first picture. */
export function useLayout(model: FlowModel, direction: Direction): FlowLayout | null {
  const [layout, setLayout] = useState<FlowLayout | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let wanted = true;
    layOut(model, direction).then(
      (laid) => wanted && setLayout(laid),
      (error: unknown) => wanted && setFailure(error),
    );
    return () => {
      wanted = false;
    };
  }, [model, direction]);
  // A picture that cannot be made is a fault of the page, to be seen as one.
  if (failure !== null) throw failure;
  return layout;
}
