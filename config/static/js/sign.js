// input[data-sign]: a field to sign on with a finger, a pen or the mouse; what is drawn goes along as a picture.

const say = (zh, en) => (document.documentElement.lang === "en" ? en : zh);
const WIDTH = 600;
const HEIGHT = 200;

document.querySelectorAll("input[data-sign]").forEach((field) => {
  const pad = document.createElement("div");
  pad.className = "field";
  const label = document.createElement("p");
  label.className = "label";
  label.id = `${field.id}_pad`;
  label.textContent = say("在下面的框内签名", "Sign in the field below");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: WIDTH, height: HEIGHT, className: "sign" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-labelledby", label.id);
  const clear = document.createElement("button");
  Object.assign(clear, { type: "button", className: "button button--secondary button--small" });
  clear.textContent = say("重新签", "Clear");
  pad.append(label, canvas, clear);
  const before = field.form.querySelector("[name=typed]")?.closest(".field") || field;
  before.before(pad);
  const pen = canvas.getContext("2d");
  Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round" });
  let last = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = place(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
    field.value = "drawn";
  });
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => {
    last = null;
    if (field.value) field.value = canvas.toDataURL("image/png");
  }));
  clear.addEventListener("click", () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    field.value = "";
  });
});
