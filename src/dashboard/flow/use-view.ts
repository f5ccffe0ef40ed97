import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { BOX, type FlowLayout, type Point } from './flow-layout';

/** Below this, names cannot be read. */
const READABLE = 0.7;
const MARGIN_PX = 32;
const PADDING = 0.08;

interface View {
  /** Whether all of it can be read at once. */
  readonly fits: boolean;
}

/**
 * Looks at what was found, at all of it, or, where that could not be read, at where calls begin. Where there is less room
 * beside what somebody selected, that stays in view; otherwise nobody is taken away from where they look.
 */
export function useView(layout: FlowLayout, found: string | undefined, selected: string | undefined): View {
  const { fitView, setCenter, setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const zoom = Math.min((width - 2 * MARGIN_PX) / layout.size.width, (height - 2 * MARGIN_PX) / layout.size.height);
  const fits = width === 0 || zoom >= READABLE;
  const seen = useRef<FlowLayout>(null);
  const look = useEffectEvent(() => {
    const isNew = seen.current !== layout;
    seen.current = layout;
    const place = layout.places.get(selected ?? '');
    if (found !== undefined) void fitView({ nodes: [{ id: found }], maxZoom: 1 });
    else if (fits) void fitView({ maxZoom: 1, padding: PADDING });
    else if (place) void setCenter(place.x + BOX.width / 2, place.y + BOX.height / 2, { zoom: READABLE });
    else if (isNew) void setViewport({ ...beginning(layout, { width, height }), zoom: READABLE });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture, another finding or other room: look again
  useEffect(() => {
    if (width > 0 && height > 0) look();
  }, [found, layout, width, height]);
  return { fits };
}

function startOf({ nodes }: FlowLayout['model']): string {
  const [first] = [...nodes].sort((one, other) => other.entries - one.entries);
  return first?.id ?? '';
}

// Where calls begin: at the edge from which the ways lead away. Where one direction fits, all of it is shown.
function beginning({ size, direction, model, places }: FlowLayout, view: FlowLayout['size']): Point {
  const start = places.get(startOf(model)) ?? { x: 0, y: 0 };
  const along = (box: number, whole: number, length: number, boxLength: number, isAhead: boolean) => {
    if (whole * READABLE <= length) return (length - whole * READABLE) / 2;
    const wanted = isAhead ? MARGIN_PX - box * READABLE : length / 2 - (box + boxLength / 2) * READABLE;
    return Math.min(MARGIN_PX, Math.max(length - whole * READABLE - MARGIN_PX, wanted));
  };
  return {
    x: along(start.x, size.width, view.width, BOX.width, direction === 'RIGHT'),
    y: along(start.y, size.height, view.height, BOX.height, direction === 'DOWN'),
  };
}
