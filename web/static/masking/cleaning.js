// guardrails/cleaning.py: what cannot be seen goes, what families wrote stays.
import { rules } from "./rules.js";

const { _INVISIBLE, _STRAY_EMOJI_SELECTOR, _LINE_END, _SPACES, _SPACE_AROUND_LINE_END, _MANY_LINE_ENDS } = rules.cleaning;

export function clean(text) {
  text = text.replace(_INVISIBLE, "").normalize("NFC");
  text = text.replace(_STRAY_EMOJI_SELECTOR, "").normalize("NFC");
  text = text.replace(_LINE_END, "\n").replace(_SPACES, " ").replace(_SPACE_AROUND_LINE_END, "\n");
  return text.replace(_MANY_LINE_ENDS, "\n\n").replace(/^[ \n]+|[ \n]+$/g, "");
}
