// Waits until somebody stops typing.

export function afterPause(act, milliseconds = 400) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), milliseconds);
  };
}
