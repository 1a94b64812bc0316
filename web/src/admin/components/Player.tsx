// A video with a working seek bar. Recordings of a browser (WebM) do not say how long they are:
// going to the far end once makes it find out.

import { useRef } from "react";

const FAR_END = 1e101;

export function Player({ url, label, onFailed }: { url: string; label: string; onFailed: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const measure = () => {
    const element = video.current;
    if (!element || Number.isFinite(element.duration)) return;
    element.addEventListener("durationchange", () => {
      if (Number.isFinite(element.duration)) element.currentTime = 0;
    });
    element.currentTime = FAR_END;
  };
  return (
    <video
      ref={video}
      className="player"
      src={url}
      aria-label={label}
      controls
      playsInline
      preload="metadata"
      onLoadedMetadata={measure}
      onError={onFailed}
    >
      <track kind="captions" />
    </video>
  );
}
