// Pictures as files and tables that sort. One script for all pages; no request leaves.
(() => {
    if (window.pageListens) return;
    window.pageListens = true;
    const NS = 'http://www.w3.org/2000/svg';
    const SCALE = 2;
    let face;  // the page's font, read once, so that a picture needs no installed one

    const asData = blob => new Promise((done, failed) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.onerror = failed;
        reader.readAsDataURL(blob);
    });

    async function fontFace() {
        if (face !== undefined) return face;
        face = '';
        for (const sheet of document.styleSheets) {
            for (const rule of sheet.cssRules) {
                const style = rule instanceof CSSFontFaceRule && rule.style;
                if (!style || !/Source Sans/.test(style.fontFamily)) continue;
                if (/italic/.test(style.fontStyle)) continue;
                const path = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src'));
                if (!path) continue;
                const file = await fetch(new URL(path[1], sheet.href || document.baseURI));
                const data = await asData(await file.blob());
                face = `@font-face{font-family:'Source Sans';font-weight:200 900;src:url(${data})}`;
                return face;
            }
        }
        return face;
    }

    async function prepared(text, name) {
        const drawn = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
        const title = drawn.ownerDocument.createElementNS(NS, 'title');
        title.textContent = name;
        const style = drawn.ownerDocument.createElementNS(NS, 'style');
        style.textContent = await fontFace();
        drawn.prepend(title, style);
        const [, , width, height] = drawn.getAttribute('viewBox').split(' ').map(Number);
        return { text: new XMLSerializer().serializeToString(drawn), width, height };
    }

    async function asPng({ text, width, height }) {
        const image = new Image();
        image.src = await asData(new Blob([text], { type: 'image/svg+xml' }));
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(width * SCALE);
        canvas.height = Math.round(height * SCALE);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        return new Promise(done => canvas.toBlob(done, 'image/png'));
    }

    function save(blob, name) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(blob);
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }

    window.savePicture = async (svg, title, file, format) => {
        const made = await prepared(svg, title);
        const blob = format === 'png'
            ? await asPng(made) : new Blob([made.text], { type: 'image/svg+xml' });
        save(blob, `${file}.${format}`);
    };

    // Copy the text that a button stands below. A browser that gives no clipboard, as on a page of
    // another machine without TLS, has it marked at least, for Ctrl+C.
    async function copy(button) {
        const text = button.closest('.quote').firstElementChild;
        getSelection().selectAllChildren(text);
        const copied = await navigator.clipboard?.writeText(text.textContent)
            .then(() => true, () => false);
        if (copied) button.textContent = button.dataset.copied;
    }

    const sortable = () => [...document.querySelectorAll('table')]
        .filter(table => table.querySelector('[data-sort]'));
    const column = heading => [...heading.parentNode.children].indexOf(heading);

    // Sort a table, and tell the address and with it Streamlit: its place, column and way.
    function press(button) {
        const heading = button.closest('th');
        const down = heading.getAttribute('aria-sort') === 'ascending';
        sort(heading, down);
        const place = sortable().indexOf(heading.closest('table'));
        const address = new URL(location);
        const told = `${place}.${column(heading)}.${down ? 'down' : 'up'}`;
        address.searchParams.set('sort', told);
        history.replaceState(history.state, '', address);
        dispatchEvent(new PopStateEvent('popstate'));
    }

    // A table drawn anew, or by someone with the link, is sorted as the address says.
    function sortAsTold() {
        const [, place, nth, way] = /[?&]sort=(\d+)\.(\d+)\.(up|down)\b/.exec(location.search) ?? [];
        const heading = way && sortable()[place]?.querySelectorAll('thead th')[nth];
        if (!heading?.querySelector('[data-sort]')) return;
        const asked = way === 'down' ? 'descending' : 'ascending';
        if (heading.getAttribute('aria-sort') !== asked) sort(heading, way === 'down');
    }

    // Streamlit's menu on a phone is a list whose groups are no items of it: plain links to a reader.
    const MENU = '[data-testid=stSidebarNavItems]';
    const plain = () => document.querySelectorAll(`${MENU}:not([role]), ${MENU} li:not([role])`)
        .forEach(part => part.setAttribute('role', 'presentation'));
    new MutationObserver(plain).observe(document.body, { childList: true, subtree: true });
    plain();

    let due = 0;
    new MutationObserver(() => {
        if (!due && location.search.includes('sort=')) {
            due = requestAnimationFrame(() => { due = 0; sortAsTold(); });
        }
    }).observe(document.body, { childList: true, subtree: true });

    function sort(heading, down) {
        const table = heading.closest('table');
        const place = column(heading);
        heading.parentNode.querySelectorAll('th').forEach(th => th.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const body = table.tBodies[0];
        const key = row => row.children[place].dataset.v ?? row.children[place].textContent;
        const language = document.documentElement.lang || 'de';
        const compare = (a, b) => {
            const [x, y] = [key(a), key(b)];
            if ((x === '') !== (y === '')) return x === '' ? 1 : -1;  // a missing one comes last
            const order = heading.classList.contains('n') ? x - y : x.localeCompare(y, language);
            return down ? -order : order;
        };
        body.append(...[...body.rows].sort(compare));
    }

    // On paper tables are open, but for those of sources.
    let closed = [];
    window.addEventListener('beforeprint', () => {
        closed = [...document.querySelectorAll('[data-testid=stMain] details:not([open])')]
            .filter(part => !part.querySelector('.sources'));
        closed.forEach(part => { part.open = true; });
    });
    window.addEventListener('afterprint', () => {
        closed.forEach(part => { part.open = false; });
    });

    document.addEventListener('click', event => {
        const button = event.target.closest('.pic button, button[data-sort]');
        if (!button) return;
        if (button.dataset.copied) copy(button);
        else if ('sort' in button.dataset) press(button);
    });
})();
