// What can stand in a pipeline here: the function that a kind of node does, and what else its node is asked for.
export const KINDS = {
  input: { name: "Input", type: "INPUT", inputs: 0, outputs: 1 },
  "speech-recognition": { name: "Transcribe", type: "ASSET", inputs: 1, outputs: 1 },
  translation: { name: "Translate", type: "ASSET", inputs: 1, outputs: 1, isTranslation: true },
  "speech-synthesis": { name: "Read aloud", type: "ASSET", inputs: 1, outputs: 1 },
  "text-generation": { name: "Write", type: "ASSET", inputs: 1, outputs: 1 },
  output: { name: "Output", type: "OUTPUT", inputs: 1, outputs: 0 },
};

/** What an input may hold: the meter, and how many of it one of the unit is. */
export const UNITS = {
  minutes: { name: "minutes", meter: "seconds.audio", per: 60n },
  characters: { name: "characters", meter: "characters", per: 1n },
};

export const LANGUAGES = { en: "English", es: "Spanish", fr: "French", de: "German", ar: "Arabic", ja: "Japanese" };
