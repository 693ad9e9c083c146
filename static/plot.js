// A plotly figure with all that belongs to it. Streamlit calls this for every new one: what was open
// stays open, the keyboard where it was, and only the newest figure is drawn.
const NARROW = 560, PAPER = 680;
const load = src => (window.scripts ??= {})[src] ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: failed }));
});

// The layout for a width; what changes in a narrow one stands in the figure.
function fitted({ layout }, width) {
    const fit = { ...structuredClone(layout), width };
    for (const [path, value] of Object.entries(width < NARROW ? layout.meta.narrow : {})) {
        const steps = path.split('.'), last = steps.pop();
        steps.reduce((part, step) => part[step] ??= {}, fit)[last] = value;
    }
    if (matchMedia('(pointer: coarse)').matches) fit.dragmode = false;  // a finger moves the page
    return fit;
}

async function draw(plot, width = plot.clientWidth) {
    const turn = plot.turn = (plot.turn ?? 0) + 1, fit = fitted(plot.figure, width);
    plot.style.height = `${fit.height}px`;  // what is below does not jump
    if (!window.Plotly) await load(plot.told.lib);
    if (turn !== plot.turn || !width) return;  // a newer figure came
    plot.drawnWidth = width;
    await window.Plotly.react(plot, plot.figure.data, fit, { displayModeBar: false, doubleClick: 'reset' });
    if (!plot.listens) listen(plot);
    plot.dataset.drawn = turn;
}

function listen(plot) {
    plot.listens = true;
    plot.on('plotly_click', ({ points: [{ customdata }] }) => customdata && plot.choose(customdata));
    plot.on('plotly_relayout', changed => {
        if (Object.keys(changed).some(key => key.includes('.range['))) plot.whole.hidden = false;
    });
}

function made(place) {
    const plot = Object.assign(document.createElement('div'), { className: 'chart', role: 'img' });
    const whole = plot.whole = Object.assign(document.createElement('button'), { className: 'whole', hidden: true });
    whole.onclick = () => {
        whole.hidden = true;
        plot.figure.layout.uirevision = plot.turn;  // forgets how far it was zoomed
        draw(plot);
    };
    place.prepend(plot, whole);
    new ResizeObserver(() => plot.clientWidth !== plot.drawnWidth && draw(plot)).observe(plot);
    return plot;
}

for (const [moment, width] of [['beforeprint', PAPER], ['afterprint', undefined]]) {
    addEventListener(moment, () => document.querySelectorAll('.chart').forEach(plot => draw(plot, width)));
}

export default function ({ parentElement, data, setTriggerValue }) {
    const place = parentElement.querySelector('.figure');
    const rest = place.rest ??= place.appendChild(document.createElement('div'));
    if (data.html !== rest.told) {
        const all = kind => [...rest.querySelectorAll(kind)], controls = 'summary, button';
        const kept = all('details').map(part => part.open);
        const held = all(controls).indexOf(document.activeElement);
        rest.innerHTML = rest.told = data.html;
        all('details').forEach((part, i) => { part.open = kept[i] ?? part.open; });
        if (held >= 0) all(controls)[held]?.focus({ preventScroll: true });
    }
    rest.onclick = ({ target }) => {
        const { sort } = target.closest('button')?.dataset ?? {};
        if (sort) setTriggerValue('sort', sort);
    };
    if (!data.figure) return;
    const plot = place.plot ??= made(place), given = plot.told?.figure;
    plot.choose = ags => setTriggerValue('city', ags);
    plot.told = data;
    plot.setAttribute('aria-label', data.label);
    plot.whole.textContent = data.whole;
    if (given === data.figure) return;
    plot.figure = JSON.parse(data.figure);
    plot.whole.hidden = true;
    draw(plot);
}
