// Ballots on their way from a kiosk: kept in this browser until the server has said that it has them. Each has a key
// of its own, so that one sent twice, because the first answer got lost, counts once.

const EVERY = 10_000;
const PATIENCE = 10_000;
const TOO_OLD = 410;

// Refused for good: trying again would hold up those behind.
const isFinal = (status) => status < 500 && status !== 408 && status !== 429;

export function waitingRoom(name, address, told) {
  const place = `kiosk:${name}`;
  let inMemory = [];
  let busy = false;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) ?? inMemory;
    } catch {
      return inMemory;
    }
  };
  const write = (ballots) => {
    inMemory = ballots;
    try {
      localStorage.setItem(place, JSON.stringify(ballots));
    } catch {
      // Full or forbidden storage: they wait as long as the page stands.
    }
  };

  // Whether there is anything to go on with; a ballot whose ticket is too old gets a new one, unless it may have arrived.
  // It goes on naming the version it was asked in, whatever is asked by now.
  async function deliverFirst(first) {
    write([{ ...first, tried: true }, ...read().slice(1)]);
    const body = new URLSearchParams(first.fields);
    const answer = await fetch(address, { method: "POST", body, credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === TOO_OLD && !first.tried) {
      write([first, ...read().slice(1)]);
      const ticket = await newTicket(address);
      const fields = first.fields.map(([name, value]) => [name, name === "ticket" ? ticket : value]);
      write([{ fields, tried: true }, ...read().slice(1)]);
      return true;
    }
    if (isFinal(answer.status)) write(read().slice(1));
    return isFinal(answer.status);
  }

  async function deliver() {
    if (busy) return;
    busy = true;
    try {
      for (let [first] = read(); first && await deliverFirst(first); [first] = read());
    } catch {
      // No network: the next round tries again.
    } finally {
      busy = false;
      told(read().length);
    }
  }

  setInterval(deliver, EVERY);
  addEventListener("online", deliver);
  deliver();
  return (fields) => {
    write([...read(), { fields }]);
    deliver();
  };
}

async function newTicket(address) {
  const page = await fetch(address, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
  return new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=ticket]").value;
}

export function newKey() {
  const numbers = crypto.getRandomValues(new Uint8Array(16));
  return [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");
}
