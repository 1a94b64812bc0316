// A picture that can be enlarged, turned and moved: by pointer, by wheel with Ctrl, and by keys
// when it has the focus (+ - 0 R and the arrows).

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

export interface View {
  scale: number;
  turned: number;
  x: number;
  y: number;
}

export const STILL: View = { scale: 1, turned: 0, x: 0, y: 0 };
const LEAST = 1;
const MOST = 8;
const STEP = 1.4;
const MOVE_PX = 60;

export const zoomed = (view: View, factor: number): View => {
  const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
  const kept = scale / view.scale;
  return scale === 1 ? { ...view, scale, x: 0, y: 0 } : { ...view, scale, x: view.x * kept, y: view.y * kept };
};

export const turned = (view: View): View => ({ ...view, turned: (view.turned + 90) % 360 });
export const zoomedIn = (view: View) => zoomed(view, STEP);
export const zoomedOut = (view: View) => zoomed(view, 1 / STEP);

const KEYS: Record<string, (view: View) => View> = {
  "+": zoomedIn,
  "=": zoomedIn,
  "-": zoomedOut,
  "0": () => STILL,
  r: turned,
  ArrowLeft: (view) => ({ ...view, x: view.x + MOVE_PX }),
  ArrowRight: (view) => ({ ...view, x: view.x - MOVE_PX }),
  ArrowUp: (view) => ({ ...view, y: view.y + MOVE_PX }),
  ArrowDown: (view) => ({ ...view, y: view.y - MOVE_PX }),
};

interface Props {
  url: string;
  label: string;
  help: string;
  view: View;
  onView: (change: (view: View) => View) => void;
  onFailed: () => void;
}

export function Zoom({ url, label, help, view, onView, onFailed }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [grabbed, setGrabbed] = useState<{ x: number; y: number } | null>(null);
  useWheel(frame, onView);
  const onKeyDown = (event: KeyboardEvent) => {
    const change = event.ctrlKey || event.metaKey ? undefined : KEYS[event.key];
    if (!change) return;
    event.preventDefault();
    event.stopPropagation();
    onView(change);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!grabbed) return;
    const [dx, dy] = [event.clientX - grabbed.x, event.clientY - grabbed.y];
    setGrabbed({ x: event.clientX, y: event.clientY });
    onView((old) => ({ ...old, x: old.x + dx, y: old.y + dy }));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, and this is one picture
    <div
      ref={frame}
      className={`zoom${grabbed ? " grabbed" : ""}`}
      role="group"
      aria-label={`${label}. ${help}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved and zoomed by keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setGrabbed({ x: event.clientX, y: event.clientY });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => setGrabbed(null)}
      onPointerCancel={() => setGrabbed(null)}
      onDoubleClick={() => onView((old) => (old.scale > 1 ? { ...STILL, turned: old.turned } : zoomed(old, 2.5)))}
    >
      <img
        src={url}
        alt={label}
        draggable={false}
        onError={onFailed}
        style={{
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turned}deg)`,
        }}
      />
    </div>
  );
}

// React's own wheel listener cannot keep the browser from zooming the page.
function useWheel(frame: React.RefObject<HTMLDivElement | null>, onView: Props["onView"]) {
  const latest = useRef(onView);
  latest.current = onView;
  useEffect(() => {
    const element = frame.current;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current((view) => zoomed(view, event.deltaY < 0 ? 1.2 : 1 / 1.2));
    };
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, [frame]);
}
