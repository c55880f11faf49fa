// What can stand in a pipeline here: the function that a kind of node does, and what else its node is asked for.
export const KINDS = {
  input: { name: "Input", type: "INPUT", hasInput: false, hasOutput: true },
  "speech-recognition": { name: "Transcribe", type: "ASSET", hasInput: true, hasOutput: true },
  translation: { name: "Translate", type: "ASSET", hasInput: true, hasOutput: true, isTranslation: true },
  "speech-synthesis": { name: "Read aloud", type: "ASSET", hasInput: true, hasOutput: true },
  "text-generation": { name: "Write", type: "ASSET", hasInput: true, hasOutput: true },
  output: { name: "Output", type: "OUTPUT", hasInput: true, hasOutput: false },
};

/** What an input may hold, by the name of its meter. */
export const METERS = { "seconds.audio": "seconds", characters: "characters", "tokens.input": "tokens" };

export const LANGUAGES = { en: "English", es: "Spanish", fr: "French", de: "German", ar: "Arabic", ja: "Japanese" };
