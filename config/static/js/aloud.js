// Reads an article aloud with the browser's own voice, part by part: a long text in one piece falls silent in Chromium.
// As it is laid out (innerText): what stands on lines of its own is not read as one word.

const button = document.querySelector("[data-aloud]");
const voice = window.speechSynthesis;
if (button && voice && window.SpeechSynthesisUtterance) {
  const parts = () => [...document.querySelectorAll("h1, article h2, article p, article dd")]
    .map((one) => one.innerText.trim()).filter(Boolean);
  const show = (reading) => {
    button.setAttribute("aria-pressed", String(reading));
    button.querySelector("[data-words]").textContent = reading ? button.dataset.stop : button.dataset.start;
  };
  const stop = () => { voice.cancel(); show(false); };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    voice.cancel();
    const said = parts();
    said.forEach((text, n) => {
      const speech = new SpeechSynthesisUtterance(text);
      speech.lang = "zh-CN";
      if (n === said.length - 1) speech.onend = () => show(false);
      voice.speak(speech);
    });
    show(true);
  });
  addEventListener("pagehide", stop);
}
