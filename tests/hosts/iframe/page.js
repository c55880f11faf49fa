// A page that shows what its pipeline costs, with nothing of One Credit running in it but the few lines of the package that
// speak with the frame. `settings.json` says where the frame is.
import { connect } from "one-credit/frame";

const { src, origin, sandbox } = await (await fetch("settings.json")).json();
const iframe = document.getElementById("prices");
if (sandbox !== undefined) iframe.setAttribute("sandbox", sandbox);
iframe.src = src;

const pipeline = {
  nodes: [
    { number: 0, type: "INPUT", label: "Interview" },
    {
      number: 1,
      type: "ASSET",
      label: "Transcribe",
      function: "speech-recognition",
      assetId: "aws/transcribe",
      inputValues: [{ code: "language", value: "en" }],
    },
    {
      number: 2,
      type: "ASSET",
      label: "Translate",
      function: "translation",
      assetId: "azure/translator",
      inputValues: [
        { code: "sourcelanguage", value: "en" },
        { code: "targetlanguage", value: "es" },
      ],
    },
    { number: 3, type: "ASSET", label: "Read aloud", function: "speech-synthesis", assetId: "google/text-to-speech" },
    { number: 4, type: "OUTPUT", label: "Spanish sound" },
  ],
  links: [0, 1, 2, 3].map((from) => ({ from, to: from + 1 })),
};

/** Minutes as the meter counts them, whole seconds: an example need not read "1.5". */
const seconds = (minutes) => (/^\d{1,6}$/.test(minutes) ? String(BigInt(minutes) * 60n) : "0");
const volumes = () => ({ 0: { "seconds.audio": seconds(document.getElementById("minutes").value) } });

try {
  const frame = await connect(iframe, { origin, properties: { pipeline, volumes: volumes(), at: "2023-10-13", locale: "en" } });
  frame.on("change", ({ estimate }) => (document.getElementById("total").textContent = `${estimate.total} C`));
  frame.on("error", ({ message }) => (document.getElementById("problem").textContent = message));
  document.getElementById("minutes").addEventListener("input", () => frame.set({ volumes: volumes() }));
} catch (why) {
  document.getElementById("problem").textContent = why.message;
}
