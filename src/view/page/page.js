// Moves a page in time. Every answer stands in a table that the program made; this script looks it up,
// subtracts days and fills in words. It replays nothing.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("answers").textContent);
  const { first, last, words, texts } = data;
  const all = data.known_last + 1;
  const day_length = 86400000;
  const svg_space = "http://www.w3.org/2000/svg";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const view = { on: data.on, known: data.known ?? all, at: "" };
  const drawn = { known: view.known };
  const control = {};
  for (const name of ["on", "known"]) {
    const [slider, field, text] = [byId(name), byId(`${name}-date`), byId(`${name}-text`)];
    control[name] = { slider, field, text, min: Number(slider.min), max: Number(slider.max) };
  }

  // Days and words.

  const iso = (day) => {
    const date = new Date(day * day_length);
    const year = date.getUTCFullYear();
    const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    const rest = date.toISOString().slice(-19, -14);
    return `${sign}${String(Math.abs(year)).padStart(4, "0")}-${rest}`;
  };
  const dayOf = (text) => {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) / day_length : NaN;
    // Browsers take 31 February for a day of March.
    return Number.isInteger(day) && iso(day) === text ? day : null;
  };
  // After the last day of news no more is known than on it; all that the ledger holds may be more.
  const knownOf = (text, everything) => {
    if (text === everything) return all;
    const day = dayOf(text);
    return day === null ? null : Math.min(day, data.known_last);
  };
  const fill = (pattern, values) =>
    pattern.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));
  const counted = (forms, count) => fill(forms[count === 1 ? 0 : 1], { count });
  const knownText = () => (view.known === all ? words.everything : iso(view.known));

  // The table.

  const channels = data.channels.map(({ id, said, layers }, index) => ({
    id,
    layers,
    said: said.map(([bits, sort, status, since, word, event, caveats, ages, remarks]) => ({
      bits, sort, status, since, word, event, caveats, ages, remarks,
    })),
    row: byId("rows").querySelectorAll(".row:not(.head)")[index],
    cells: byId("cells").rows[index].cells,
    section: byId(`channel-${id}`),
    remarks: [],
    layer: -1,
  }));
  for (const item of byId("remarks").children) {
    const id = item.firstChild.textContent;
    channels.find((channel) => channel.id === id)?.remarks.push(item);
  }

  const layerOf = ({ layers }) => {
    if (view.known === all) return layers.length - 1;
    let index = 0;
    while (index + 2 < layers.length && layers[index + 1][0] <= view.known) index += 1;
    return index;
  };

  // A layer says how much it keeps from both ends of the one before it.
  const piecesOf = ({ layers }, upTo) => {
    let pieces = [];
    for (let index = 0; index <= upTo; index += 1) {
      const skip = index === layers.length - 1 ? 0 : 1;
      const [head, tail] = layers[index].slice(skip, skip + 2);
      pieces = [
        ...pieces.slice(0, 2 * head),
        ...layers[index].slice(skip + 2),
        ...(tail ? pieces.slice(-2 * tail) : []),
      ];
    }
    const made = [];
    for (let index = 0; index < pieces.length; index += 2) {
      made.push({ from: pieces[index], said: pieces[index + 1] });
    }
    return made;
  };

  const numberOn = (pieces, day) => {
    let index = 0;
    while (index + 1 < pieces.length && pieces[index + 1].from <= day) index += 1;
    return pieces[index].said;
  };

  const isStale = (said) =>
    said.ages !== null && data.stale_after !== null && view.on - said.ages[0] > data.stale_after;
  const ageOf = (said) => {
    if (said.ages === null) return "–";
    const [latest, earliest, newer] = said.ages;
    const least = newer ? 0 : view.on - latest;
    const most = earliest === null ? null : view.on - earliest;
    let age;
    if (most === null) age = counted(words.more, least);
    else if (most === least) age = counted(words.days, least);
    else age = fill(words.between, { least, most });
    if (!isStale(said)) return age;
    return fill(newer ? words.perhaps_stale : words.stale, { age });
  };

  const headline = (answers) => {
    if (answers.length === 0) return words.none;
    const parts = (forms) =>
      forms.filter(([, count]) => count > 0).map(([form, count]) => counted(form, count)).join(", ");
    const count = (test) => answers.filter(test).length;
    if (answers.length === 1) {
      const [{ status, since, caveats, ages }] = answers;
      const name = channels[0].row.querySelector(".name").textContent;
      const found = fill(words.one, { name, status: texts[status].slice(2) });
      const dated = texts[since] ? found + fill(words.since, { date: texts[since] }) : found;
      const its = [
        [words.its_evidence, isStale(answers[0]) && !ages[2]],
        [words.its_post, caveats & 8],
        [words.its_history, caveats & 2],
      ];
      return [dated, its.filter(([, is]) => is).map(([text]) => text).join(", ")].filter(Boolean).join("; ");
    }
    const sorts = words.counted.map((form, sort) => [form, count((said) => said.sort === sort)]);
    const found = fill(words.of, { channels: answers.length, parts: parts(sorts) });
    const caveats = parts([
      [words.imprecise, count((said) => said.caveats & 1)],
      [words.stale_ones, count((said) => isStale(said) && !said.ages[2])],
      [words.vacant, count((said) => said.caveats & 8)],
      [words.gaps, count((said) => said.caveats & 2)],
    ]);
    return caveats ? `${found}; ${caveats}` : found;
  };

  // The picture.

  const share = (day) => Math.min(Math.max((day - first) / (last - first + 1), 0), 1);
  const perCent = (part) => `${(Math.round(part * 10000) / 100).toFixed(2)}%`;
  const classOf = (bits) => words.classes[bits] ?? "uncertain";
  const shape = (name, attributes) => {
    const element = document.createElementNS(svg_space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const runs = (channel, respect) => {
    const found = [];
    for (const { from, said: number } of channel.pieces) {
      const said = channel.said[number];
      const before = found.at(-1);
      if (before && respect(before.said) === respect(said)) continue;
      if (before) before.to = from - 1;
      found.push({ from, to: last, said });
    }
    return found
      .map(({ from, to, said }) => ({ from: Math.max(from, first), to, said }))
      .filter(({ from, to }) => from <= to);
  };

  const shapesOf = (said, x, width, end) => {
    const wide = (attributes) => shape("rect", { ...attributes, x, width });
    const hollow = { class: "hollow", y: 6.75, height: 12.5 };
    switch (classOf(said.bits)) {
      case "open": return [wide({ class: "full", y: 6, height: 14 })];
      case "suspended": return [wide(hollow)];
      case "negotiating": return [wide(hollow), wide({ class: "full", y: 13, height: 7 })];
      case "uncertain": return [wide({ fill: `url(#hatch-${said.bits})`, y: 6, height: 14 })];
      default: return [shape("line", { class: "dots", x1: x, x2: end, y1: 13, y2: 13 })];
    }
  };

  const draw = (channel) => {
    const bands = runs(channel, (said) => said.bits).map(({ from, to, said }) => {
      const [start, end] = [share(from), share(to + 1)];
      const [x, width] = [perCent(start), perCent(end - start)];
      const href = texts[said.event] ? `#event-${texts[said.event]}` : `#channel-${channel.id}`;
      const label = fill(words.band, { state: words.states[said.bits], from: iso(from), to: iso(to) });
      const band = shape("a", { class: `band ${classOf(said.bits)}`, href, "aria-label": label });
      band.append(shape("rect", { class: "hit", x, y: 0, width, height: 24 }));
      band.append(...shapesOf(said, x, width, perCent(end)));
      return band;
    });
    const lines = runs(channel, (said) => said.caveats >> 2).filter(({ said }) => said.caveats >> 2);
    const vacancies = lines.map(({ from, to, said }) => shape("line", {
      class: said.caveats & 8 ? "vacant" : "vacant perhaps",
      x1: perCent(share(from)), x2: perCent(share(to + 1)), y1: 23.5, y2: 23.5,
    }));
    channel.row.querySelector(".bands").replaceChildren(...bands, ...vacancies);
  };

  // One stop of the tabulator a row; the arrow keys move within it.
  const linksOf = (row) => [...row.querySelectorAll("svg a:not([hidden])")];
  const rove = (row, chosen) => {
    for (const link of linksOf(row)) link.setAttribute("tabindex", link === chosen ? "0" : "-1");
  };

  // What is known: some elements are there from a day on, others as long as they are believed.

  const turns = [];
  const events = [];
  const numbers = (text) => text.split(" ").filter(Boolean).map((part) => (part === "*" ? Infinity : Number(part)));
  for (const element of document.querySelectorAll("[data-known], [data-in]")) {
    const known = element.dataset.known === undefined ? null : numbers(element.dataset.known)[0];
    const belief = element.dataset.in === undefined ? null : numbers(element.dataset.in);
    const entry = { element, known, belief };
    for (const day of [known, ...(belief ?? [])]) if (day !== null) turns.push({ day, entry });
    if (element.matches("article")) events.push(known);
  }
  turns.sort((one, other) => one.day - other.day);

  const reached = () => (view.known === all ? Infinity : view.known);
  const learn = () => {
    const [was, is] = [drawn.known === all ? Infinity : drawn.known, reached()];
    const [low, high] = was < is ? [was, is] : [is, was];
    for (const { day, entry } of turns) {
      if (day <= low) continue;
      if (day > high) break;
      const { element, known, belief } = entry;
      const believed = belief === null || belief.filter((turn) => turn <= is).length % 2 === 1;
      element.toggleAttribute("hidden", known === null ? !believed : known > is);
      if (known !== null && belief !== null) element.classList.toggle("out", !believed);
    }
    const missing = events.filter((day) => day > is).length;
    byId("not-yet-known").hidden = missing === 0;
    byId("not-yet-known").textContent = counted(words.not_yet_known, missing);
  };

  // What is shown.

  const state = (element, said) => {
    element.className = `state ${classOf(said.bits)}`;
    element.textContent = texts[said.status];
  };
  const item = (...parts) => {
    const element = document.createElement("li");
    element.append(...parts);
    return element;
  };

  const showRemarks = (channel, index, said) => {
    for (const old of channel.remarks) old.remove();
    const rest = channels.slice(index + 1).find((other) => other.remarks.length > 0);
    channel.remarks = said.remarks.map((number) => {
      const id = document.createElement("b");
      id.textContent = channel.id;
      return item(id, `: ${texts[number]}`);
    });
    for (const remark of channel.remarks) byId("remarks").insertBefore(remark, rest?.remarks[0] ?? null);
  };

  const show = (channel, index, said) => {
    const [, status, since, word] = channel.cells;
    state(channel.row.querySelector(".state"), said);
    state(status, said);
    state(channel.section.querySelector(".state"), said);
    since.textContent = texts[said.since] || "–";
    if (texts[said.word]) {
      const link = document.createElement("a");
      link.href = `#event-${texts[said.event]}`;
      link.textContent = texts[said.word];
      word.replaceChildren(link);
    } else {
      word.textContent = "–";
    }
    showRemarks(channel, index, said);
    const next = words.next[said.bits].map((line) => item(line));
    channel.section.querySelector(".next").replaceChildren(...next);
  };

  const update = () => {
    const answers = channels.map((channel, index) => {
      const layer = layerOf(channel);
      const isNew = layer !== channel.layer;
      if (isNew) {
        channel.layer = layer;
        channel.pieces = piecesOf(channel, layer);
        if (drawn.ready) draw(channel);
      }
      const number = numberOn(channel.pieces, view.on);
      const said = channel.said[number];
      if (drawn.ready && number !== channel.number) show(channel, index, said);
      if (isNew || number !== channel.number) {
        const bands = [...channel.row.querySelectorAll(".band")];
        const covers = runs(channel, ({ bits }) => bits).findIndex(({ to }) => to >= view.on);
        rove(channel.row, bands[covers] ?? bands[0]);
      }
      channel.number = number;
      const age = channel.cells[4];
      const text = ageOf(said);
      if (age.textContent !== text) age.textContent = text;
      age.classList.toggle("alert", isStale(said) && !said.ages[2]);
      return said;
    });
    if (drawn.known !== view.known) learn();
    drawn.known = view.known;
    drawn.ready = true;

    const at = share(view.on + 1);
    byId("cursor").setAttribute("x1", perCent(at));
    byId("cursor").setAttribute("x2", perCent(at));
    byId("veil").setAttribute("x", perCent(at));
    byId("veil").setAttribute("width", perCent(1 - at));

    byId("headline").textContent = headline(answers);
    const known = view.known === all ? words.all : fill(words.known, { day: iso(view.known) });
    byId("as-of").textContent = fill(words.on, { day: iso(view.on) }) + known + words.grade;
    byId("foot-on").textContent = fill(words.foot_on, { day: iso(view.on) });
    byId("foot-known").textContent = fill(words.foot_known, { day: knownText() });
    for (const name of ["on", "known"]) {
      const { slider, field, text } = control[name];
      const shown = name === "on" ? iso(view.on) : knownText();
      slider.value = view[name];
      slider.setAttribute("aria-valuetext", shown);
      text.textContent = shown;
      const value = name === "known" && view.known === all ? "" : shown;
      if (field.value !== value && document.activeElement !== field) field.value = value;
    }
  };

  // A frame draws what has come together; when it settles, it is told and kept in the address.

  let frame = 0;
  let settling = 0;
  const fragment = () => {
    const known = view.known === all ? "all" : iso(view.known);
    const at = view.at ? `&at=${encodeURIComponent(view.at)}` : "";
    return `#on=${iso(view.on)}&known=${known}${at}`;
  };
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (playing) return;
      if (location.hash !== fragment()) history.replaceState(null, "", fragment());
      byId("live").textContent = `${byId("as-of").textContent}: ${byId("headline").textContent}`;
    }, 300);
  };
  const request = () => {
    if (frame === 0) {
      frame = requestAnimationFrame(() => {
        frame = 0;
        update();
      });
    }
    settle();
  };
  const move = (name, day) => {
    const { min, max } = control[name];
    view[name] = Math.min(Math.max(day, min), max);
    request();
  };

  // Links to evidence.

  const reveal = (id) => {
    const target = byId(id);
    if (!target) return;
    for (const old of document.querySelectorAll(".target")) old.classList.remove("target");
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    target.classList.add("target");
    const focused = target.matches("details") ? target.querySelector("summary") : target;
    if (focused === target) target.setAttribute("tabindex", "-1");
    focused.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches("article, li") ? "center" : "start" });
  };

  const readFragment = () => {
    const hash = location.hash.slice(1);
    if (!hash) return;
    if (!hash.includes("=")) {
      view.at = hash;
      settle();
    } else {
      const parts = new URLSearchParams(hash);
      const on = dayOf(parts.get("on") ?? "");
      const known = knownOf(parts.get("known") ?? "", "all");
      if (on !== null) move("on", on);
      if (known !== null) move("known", known);
      view.at = parts.get("at") ?? "";
    }
    update();
    if (view.at) reveal(view.at);
  };

  document.addEventListener("click", (click) => {
    const link = click.target.closest("a[href^='#']");
    const id = link?.getAttribute("href").slice(1);
    if (!id || !byId(id) || click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    view.at = id;
    history.pushState(null, "", fragment());
    reveal(id);
  });

  byId("rows").addEventListener("keydown", (key) => {
    const row = key.target.closest(".row:not(.head)");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key.key];
    const links = row ? linksOf(row) : [];
    const place = links.indexOf(key.target);
    if (place < 0 || !step || !links[place + step]) return;
    key.preventDefault();
    rove(row, links[place + step]);
    links[place + step].focus();
  });

  // Play.

  const play = byId("play");
  let playing = 0;
  const stop = () => {
    clearTimeout(playing);
    playing = 0;
    play.textContent = words.play;
    play.setAttribute("aria-pressed", "false");
    settle();
  };
  const nextChange = () => {
    const later = channels.flatMap(({ pieces }) => pieces.filter(({ from }) => from > view.on));
    return later.reduce((day, { from }) => Math.min(day, from), control.on.max);
  };
  const step = (begun, from) => {
    if (calm.matches) {
      move("on", nextChange());
    } else {
      const passed = (performance.now() - begun) / 12000;
      move("on", Math.floor(from + passed * (control.on.max - control.on.min)));
    }
    if (view.on >= control.on.max) stop();
    else playing = setTimeout(step, calm.matches ? 1200 : 30, begun, from);
  };
  play.addEventListener("click", () => {
    if (playing) return stop();
    if (view.on >= control.on.max) view.on = control.on.min;
    play.textContent = words.pause;
    play.setAttribute("aria-pressed", "true");
    step(performance.now(), view.on);
  });
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, (input) => {
      if (playing && !play.contains(input.target)) stop();
    }, true);
  }

  // Controls.

  for (const [name, { slider, field }] of Object.entries(control)) {
    slider.addEventListener("input", () => move(name, Number(slider.value)));
    field.addEventListener("change", () => {
      const text = field.value.trim();
      const day = name === "known" ? knownOf(text, "") : dayOf(text);
      field.setAttribute("aria-invalid", String(day === null));
      if (day !== null) move(name, day);
    });
    field.addEventListener("blur", request);
  }
  byId("controls").addEventListener("submit", (submit) => submit.preventDefault());
  addEventListener("hashchange", readFragment);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  byId("controls").hidden = false;
  document.documentElement.classList.add("moving");
  update();
  readFragment();
})();
