// Whether an answer says that one has to sign in first: it does by itself, or it leads to the page that asks.
export const isEnded = (answer) => answer.status === 401 || answer.redirected;
