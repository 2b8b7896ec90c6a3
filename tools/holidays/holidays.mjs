// Makes internal/holiday/holidays.tsv from date-holidays, by hand and seldom:
//
//	npm install date-holidays@3.37.0 && node holidays.mjs > ../../internal/holiday/holidays.tsv
//
// The years and countries are below; what that library does not know is written by
// hand in internal/holiday/more.tsv.
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
const Holidays = require('date-holidays')
const version = require('date-holidays/package.json').version

const years = [2026, 2027, 2028]
// Central Asia and its neighbours, the European Union, and who works with both.
const countries = 'KZ UZ AM AZ BY GE IR MD RU TR UA AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK CA CH GB IN IS JP KR NO US'.split(' ')

const substitute = ' (substitute day)'
// Names that many countries share; where the library has a country's own Russian
// name, that stands.
const russian = {
  "All Saints' Day": 'День всех святых', 'Ascension Day': 'Вознесение Господне', Assumption: 'Успение Богородицы',
  'Boxing Day': 'Второй день Рождества', 'Christmas Day': 'Рождество', 'Christmas Eve': 'Сочельник',
  'Constitution Day': 'День Конституции', 'Corpus Christi': 'Праздник Тела Христова', 'Day of Memory and Honour': 'День памяти и почестей',
  'Easter Monday': 'Пасхальный понедельник', 'Easter Sunday': 'Пасха', 'Eid al-Adha': 'Курбан-байрам', 'Eid al-Fitr': 'Рамазан-байрам',
  'End of Ramadan (Eid al-Fitr)': 'Рамазан-байрам', 'Feast of the Sacrifice (Eid al-Adha)': 'Курбан-байрам',
  Epiphany: 'Богоявление', 'Good Friday': 'Страстная пятница', 'Immaculate Conception': 'Непорочное зачатие',
  'Independence Day': 'День независимости', 'International Women\'s Day': 'Международный женский день', 'Labour Day': 'Праздник труда',
  'Liberation Day': 'День освобождения', 'Maundy Thursday': 'Чистый четверг', 'Midsummer Day': 'Иванов день',
  'National Day': 'Национальный праздник', 'National Holiday': 'Национальный праздник', "New Year's Day": 'Новый год', "New Year's Eve": 'Канун Нового года',
  Nowruz: 'Навруз', 'Orthodox Christmas': 'Рождество Христово', Pentecost: 'Троица', 'Republic Day': 'День Республики',
  'Statehood Day': 'День государственности', 'Teachers and Mentors Day': 'День учителя и наставника', 'Victory Day': 'День Победы', 'Whit Monday': 'Духов день',
}

const rows = new Map()
for (const country of countries) {
  const h = new Holidays(country)
  const own = h.getLanguages().includes('ru')
  for (const year of years) {
    const ru = own ? h.getHolidays(year, 'ru') : []
    for (const d of h.getHolidays(year, 'en')) {
      if (d.type !== 'public') continue
      const day = d.date.slice(0, 10)
      const moved = d.name.endsWith(substitute)
      const name = moved ? d.name.slice(0, -substitute.length) : d.name
      const known = ru.find((r) => r.date === d.date && r.rule === d.rule)
      let inRussian = known ? known.name.replace(/ \(.*\)$/, '') : russian[name] || ''
      if (!/[А-Яа-я]/.test(inRussian)) inRussian = russian[name] || ''
      rows.set(`${country}\t${day}`, `${country}\t${day}\t${name}\t${inRussian}`) // the later of two on one day
    }
  }
}
console.log(`# Made by tools/holidays from date-holidays ${version}: public holidays, ${years[0]} to ${years[years.length - 1]}.
# country	day	name	in Russian, if it has one`)
for (const row of [...rows.values()].sort()) console.log(row)
