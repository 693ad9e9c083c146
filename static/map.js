// Maps drawn by deck.gl of the installed pydeck; the server is asked nothing but the choice of a city.
// The same layers are drawn as SVG: it is seen until WebGL has drawn, on paper, and without WebGL.
const STEP = 0.5, NEAREST = 3.6, SMALL = 0.8, FONT = '600 16px "Source Sans"', SHADE = [20, 24, 29, 70];
const load = src => (window.scripts ??= {})[src] ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: failed }));
});
const grounds = {};
const ground = address => grounds[address] ??= fetch(address).then(answer => answer.json());
const able = () => window.webgl ??= !!document.createElement('canvas').getContext('webgl2');
const limit = (value, low, high) => Math.min(Math.max(value, low), high);
const fit = ({ frame, box }) => Math.min(frame.clientWidth / box[0], frame.clientHeight / box[1]) || 1;
const ways = rings => rings.map(ring => `M${ring.map(point => point.join(' ')).join('L')}`).join('');
const colour = ([r, g, b, a = 255]) => `rgb(${r} ${g} ${b} / ${a / 255})`;
const letters = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
function sketch(layer, row, scale) {
    const of = name => typeof layer[name] === 'string' ? row[layer[name].slice(3)] : layer[name];
    const city = row.ags ? ` data-city="${row.ags}" data-ags="${row.ags}"` : '';
    if (row.shape) return `<path d="${ways(row.shape)}z" fill="${colour(of('getFillColor'))}"${city}/>`;
    if (row.path) return `<path d="${ways([row.path])}" fill="none" stroke="${colour(of('getColor'))}" stroke-width="${layer.getWidth}"/>`;
    const size = Math.min(row.size, layer.sizeMaxPixels / scale), [x, y] = row.at, lines = row.text.split('\n');
    return lines.map((line, i) => `<text x="${x}" y="${y + (i + 0.85 - lines.length / 2) * size * layer.lineHeight}"
        fill="${colour(row.ink)}" stroke="${colour(row.ground)}" font-size="${size}" font-weight="${layer.fontWeight}">${letters(line)}</text>`).join('');
}

async function draw(root, map) {
    const turn = map.turn = (map.turn ?? 0) + 1, scale = fit(map), other = scale < SMALL ? ':wide' : ':narrow';
    map.size = [map.frame.clientWidth, map.frame.clientHeight].join();
    const layers = map.deck.layers.filter(layer => !layer.id.endsWith(other));
    const rows = await Promise.all(layers.map(({ data }) => typeof data === 'string' ? ground(data) : data));
    if (turn !== map.turn) return;  // a newer map came
    map.cities = layers.find(layer => layer.id === 'cities').data;
    map.svg.innerHTML = layers.map((layer, i) =>
        `<g class="${layer.id.split(':')[0]}">${rows[i].map(row => sketch(layer, row, scale)).join('')}</g>`).join('');
    map.frame.dataset.plain = turn;
    look(root);
    strip(root, map);
    if (!root.lib || !able()) return;
    await Promise.all([window.createDeck || load(root.lib), document.fonts.load(FONT)]);
    if (turn !== map.turn || !map.frame.isConnected) return;
    const { initialViewState, ...jsonInput } = { ...map.deck, layers, eventRecognizerOptions: { click: { time: 3000 } }, touchAction: 'pan-y' };
    if (map.gl) window.updateDeck(jsonInput, map.gl);
    else map.gl = window.createDeck({ container: map.canvas, jsonInput: { ...jsonInput, viewState: seen(root, map) }, tooltip: false });
    map.layers = map.gl.props.layers;
    map.gl.setProps({
        onHover: ({ object }) => mark(root, object?.ags),
        onClick: ({ object }) => object && root.choose(object.ags),
        onViewStateChange: ({ viewState: { zoom, target } }) => look(root, zoom - Math.log2(fit(map)), target),
        onAfterRender: () => { if (map.gl.props.layers.every(layer => layer.isLoaded)) map.frame.dataset.drawn = turn; },
        getCursor: ({ isDragging, isHovering }) => isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab',
    });
    mark(root, root.marked, true);  // the new layers know nothing of it
    look(root);
}

// Below the legend: a dot is marked and pressed as its city is on the land.
async function strip(root, map) {
    const place = map.strip = map.side.querySelector('.strip');
    if (!place) return;
    if (!window.Plotly) await load(root.plotly);
    const { data, layout } = JSON.parse(map.scale), silent = place.on;
    window.Plotly.react(place, data, { ...layout, width: place.clientWidth }, { displayModeBar: false });
    if (silent) return;
    let hovered, pressed;
    const touched = ags => place.matches(':hover') && mark(root, hovered = ags);  // not by what `mark` does
    place.on('plotly_hover', ({ points: [{ customdata }] }) => touched(customdata));
    place.on('plotly_unhover', () => touched());
    place.on('plotly_click', ({ points: [{ customdata }] }) => pressed = customdata);
    // After Plotly's, which leaves short presses out.
    place.addEventListener('click', () => { if (pressed ??= hovered) root.choose(pressed); pressed = undefined; });
}

const seen = ({ view: { near, target } }, map, zoom = Math.log2(fit(map))) =>
    ({ target: [...target, 0], zoom: zoom + near, minZoom: zoom, maxZoom: zoom + NEAREST });

// Show a section of the land in all maps: how much nearer than the whole, and around which point.
function look(root, near = root.view.near, target = root.view.target) {
    const kept = limit(near, 0, NEAREST), part = 2 ** -kept, { box } = root.maps[0];
    root.view = { near: kept, target: box.map((size, i) => limit(target[i], size * part / 2, size * (1 - part / 2))) };
    for (const map of root.maps) {
        map.gl?.setProps({ viewState: seen(root, map) });
        const from = root.view.target.map((middle, i) => middle - box[i] * part / 2);
        map.svg.setAttribute('viewBox', [...from, ...box.map(size => size * part)].join(' '));
    }
    mark(root, root.marked);
}

// Mark a city in all maps and lists and show what each map says of it.
function mark(root, ags, changed = root.marked !== ags) {
    root.marked = ags;
    for (const { element, frame, tip, cities = [], gl, layers, strip, ...map } of root.maps) {
        const row = ags && cities.find(city => city.ags === ags), highlightedObjectIndex = cities.indexOf(row);
        if (changed) {
            gl?.setProps({ layers: layers.map(layer => layer.id === 'cities' ? layer.clone({ highlightedObjectIndex, highlightColor: SHADE }) : layer) });
            const dots = strip?.data?.flatMap(({ customdata }, curveNumber) => customdata.map((one, pointNumber) => ({ one, curveNumber, pointNumber })));
            if (dots && !strip.matches(':hover')) window.Plotly.Fx.hover(strip, dots.filter(({ one }) => one === ags));
            element.querySelectorAll('[data-city]').forEach(part => part.classList.toggle('marked', part.dataset.city === ags));
        }
        if (tip.hidden = !row) continue;
        tip.innerHTML = row.tip;
        const { target, zoom } = seen(root, { frame, ...map }), { clientWidth: width, clientHeight: height } = frame;
        const [x, y] = [width, height].map((size, i) => size / 2 + (row.at[i] - target[i]) * 2 ** zoom), above = y - tip.offsetHeight - 28;
        tip.style.left = `${limit(x - tip.offsetWidth / 2, 4, width - tip.offsetWidth - 4)}px`;
        tip.style.top = `${above < 4 ? y + 28 : above}px`;
    }
}

function made(root, html) {
    const element = root.appendChild(Object.assign(document.createElement('figure'), { className: 'map', innerHTML: html }));
    const map = { element, svg: element.querySelector('svg') }, names = ['frame', 'canvas', 'tip', 'side'];
    names.forEach(name => { map[name] = element.querySelector(`.${name}`); });
    map.frame.addEventListener('wheel', event => {
        if (root.view.near === 0 && event.deltaY > 0) event.stopPropagation();  // the page moves on
    }, { capture: true });
    new ResizeObserver(([{ contentRect: { width, height } }]) => map.size && map.size !== [width, height].join() && draw(root, map)).observe(map.frame);
    return map;
}

function listen(root) {
    const over = ({ target }) => target.closest('.canvas') || mark(root, target.closest('[data-city]')?.dataset.city);
    for (const name of ['mouseover', 'focusin']) root.addEventListener(name, over);
    for (const name of ['mouseleave', 'focusout']) root.addEventListener(name, () => mark(root));
    root.addEventListener('keydown', ({ key }) => key === 'Escape' && mark(root));
    root.addEventListener('click', ({ target }) => {
        const { zoom, ags } = target.closest('[data-zoom], [data-ags]')?.dataset ?? {};
        if (zoom) look(root, +zoom ? root.view.near + zoom * STEP : 0); else if (ags) root.choose(ags);
    });
}

export default function ({ parentElement, data, setTriggerValue }) {
    const root = parentElement.querySelector('.maps'), [{ box: whole }] = data.maps;
    Object.assign(root, { choose: ags => setTriggerValue('city', ags), lib: data.lib, plotly: data.plotly });
    Object.assign(root.dataset, { ground: data.ground, maps: data.maps.length, lib: data.lib });
    if (!root.maps) listen(root);
    if (root.maps?.length !== data.maps.length) {
        root.maps?.forEach(map => map.gl?.finalize());
        root.replaceChildren();
        root.maps = data.maps.map(({ html }) => made(root, html));
    }
    if (root.whole !== whole.join()) Object.assign(root, { whole: whole.join(), view: { near: 0, target: whole.map(size => size / 2) } });
    data.maps.forEach(({ deck, box, side, title, label, strip: scale }, i) => {
        const map = root.maps[i], held = map.side.contains(document.activeElement) && document.activeElement.dataset.ags;
        map.element.querySelector('figcaption').textContent = title;
        map.frame.setAttribute('aria-label', label);
        if (map.told !== side) map.side.innerHTML = map.told = side;
        if (held) map.side.querySelector(`[data-ags="${held}"]`)?.focus({ preventScroll: true });
        if (map.given !== deck) Object.assign(map, { box, scale, given: deck, deck: JSON.parse(deck) });
    });
    root.maps.forEach(map => draw(root, map));
    return () => root.maps.forEach(map => map.gl?.finalize());
}
