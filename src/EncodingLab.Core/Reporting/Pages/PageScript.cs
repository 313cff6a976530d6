namespace EncodingLab.Reporting.Pages;

/// <summary>What the page does when scripts may run: filters, sorting, the table of all rows. Without scripts all else stays readable.</summary>
internal static class PageScript
{
    public const string Js = """
        (() => {
        'use strict';
        const keys = ['table', 'target', 'module', 'encoding', 'workload'];
        const form = document.getElementById('filters'), status = document.getElementById('status');
        const chosen = () => Object.fromEntries(keys.map(key => [key, form.elements[key] ? form.elements[key].value : '']));
        const tagged = [...document.querySelectorAll(keys.map(key => 'main [data-' + key + ']').join(','))];

        // A mark, row or chart that says nothing about a filter's subject stays.
        function filter() {
          const want = chosen();
          for (const element of tagged)
            element.toggleAttribute('hidden', keys.some(key => want[key] && element.dataset[key] && element.dataset[key] !== want[key]));
          for (const grid of document.querySelectorAll('.charts'))
            grid.toggleAttribute('hidden', ![...grid.children].some(figure => !figure.hidden));
          all.draw();
          const rows = [...document.querySelectorAll('main table:not(#all) tbody tr')].filter(row => !row.closest('[hidden]')).length, charts = document.querySelectorAll('figure:not([hidden])').length;
          status.textContent = charts + ' charts, ' + rows + ' rows in the tables, ' + all.count() + ' in the table of all rows';
        }

        // Texts sort as texts, numbers by their exact value; empty cells go last whichever way.
        function compare(a, b, sign) {
          if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
          return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true }));
        }

        function sortable(table, sort) {
          const heads = [...table.tHead.rows[0].cells];
          heads.forEach((head, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
              const down = head.getAttribute('aria-sort') === 'ascending';
              heads.forEach(other => other.removeAttribute('aria-sort'));
              head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
              sort(column, down ? -1 : 1);
            });
          });
        }

        // A cell's key, else the number that its text is, else its text; nothing where it says nothing.
        function value(cell) {
          const text = cell.textContent.trim(), bare = text.replace('\u00a0%', '').replace(/×$/, '').replaceAll(',', '').replace('−', '-').replace(/^[+±]/, '');
          return cell.dataset.k !== undefined ? Number(cell.dataset.k) : /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : ['', '–'].includes(text) ? null : text;
        }

       
        for (const table of document.querySelectorAll('table:not(#all)')) {
          const body = table.tBodies[0];
          sortable(table, (column, sign) => body.append(...[...body.rows].map((row, i) => [value(row.cells[column]), i, row]).sort((a, b) => compare(a[0], b[0], sign) || a[1] - b[1]).map(item => item[2])));
        }

        const all = (() => {
          const table = document.getElementById('all'), more = document.getElementById('more'), step = 100;
          const source = JSON.parse(document.getElementById('rows').textContent);
          const bases = new Map(source.bases.map(([file, name, entries, legacy, shipped]) => [file + ' ' + name, { entries, legacy, shipped }]));
          // The baseline of both tables in one is the sum of the two.
          const base = (file, name) => {
            if (name !== 'both') return bases.get(file + ' ' + name);
            const a = bases.get(file + ' addrmap'), b = bases.get(file + ' traps');
            return a && b ? { entries: 0, legacy: a.legacy + b.legacy, shipped: a.shipped + b.shipped } : undefined;
          };
          const round = (number, digits) => number === null || !isFinite(number) ? '–' : number.toLocaleString('en-US', { maximumFractionDigits: digits });
          const sizes = ([file, bytes]) => bytes.flatMap((value, number) => {
            const cell = source.cells[number], yardstick = base(file, cell[0]);
            return value ? [{ file: source.files[file], cell, what: 'bytes', workload: '', value, entry: yardstick && yardstick.entries ? value / yardstick.entries : null, ratio: yardstick && yardstick.shipped ? value / yardstick.shipped : null, low: null, high: null }] : [];
          });
          const times = ([file, question, columns]) => {
            const [reader, workload, cache, model] = source.questions[question], what = ['ns', model, cache, reader].filter(Boolean).join(' ');
            const row = at => {
              const [number, value, parts, below, above] = columns.slice(at, at + 5), ratio = parts === null ? null : parts / 1e4, far = thousandths => thousandths === null ? null : ratio * (1 + thousandths / 1e3);
              return { file: source.files[file], cell: source.cells[number], what, workload, value, entry: null, ratio, low: far(below === null ? null : -below), high: far(above) };
            };
            return Array.from({ length: columns.length / 5 }, (_, i) => row(i * 5));
          };
          let rows = null, shown = step, order = null;
          const columns = [row => row.file[1], row => row.file[2], row => row.file[3], row => row.file[4], row => row.cell[0], row => row.cell[1], row => row.cell[2], row => row.cell[3], row => row.what, row => row.workload,
            row => row.value, row => row.entry, row => row.ratio, row => row.low, row => row.high];
          const matching = () => {
            rows ??= [...source.sizes.flatMap(sizes), ...source.times.flatMap(times)];
            const want = chosen();
            return rows.filter(row => (!want.table || row.cell[0] === want.table) && (!want.target || row.file[2] === want.target) && (!want.module || row.file[1] === want.module)
              && (!want.encoding || row.cell[2].split('(')[0] === want.encoding) && (!want.workload || !row.workload || row.workload === want.workload));
          };
          let kept = [];
          function draw() {
            kept = matching();
            if (!table.closest('details').open) return;
            if (order) kept.sort((a, b) => compare(columns[order.column](a), columns[order.column](b), order.sign));
            const body = document.createElement('tbody');
            for (const row of kept.slice(0, shown)) {
              const line = body.insertRow();
              columns.forEach((column, i) => {
                const cell = line.insertCell(), content = column(row);
                cell.textContent = i < 10 ? content : round(content, i === 10 ? 2 : 4);
                if (i >= 10) cell.className = 'n';
              });
            }
            table.tBodies[0].replaceWith(body);
            more.hidden = kept.length <= shown;
            more.textContent = 'Show ' + Math.min(step * 5, kept.length - shown) + ' more of ' + kept.length;
          }
          sortable(table, (column, sign) => { order = { column, sign }; draw(); });
          more.addEventListener('click', () => { shown += step * 5; draw(); });
          table.closest('details').addEventListener('toggle', draw);
          return { draw, count: () => kept.length };
        })();

        form.hidden = false;
        form.addEventListener('change', filter);
        form.addEventListener('reset', () => setTimeout(filter));
        form.addEventListener('submit', event => event.preventDefault());
        document.documentElement.dataset.ready = 'yes';
        filter();
        })();

        """;
}
