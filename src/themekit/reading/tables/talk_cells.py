"""What the columns of a talk are called in many languages, and what their cells show."""

# Words of many alphabets stand here.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from themekit.language import asks
from themekit.names import folded, visible
from themekit.reading.speakers.labels import candidates
from themekit.reading.tables.time_columns import Times, times_in

if TYPE_CHECKING:
    from collections.abc import Sequence

HALF = 0.5
_FEW = 0.1

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s\d_./:;,()\[\]*#'\"?!–-]+")
_LONGEST_NAME = 3  # words
_LONGEST_CELL = 2_000
_LONGEST_LABEL = 80
_CLOCK = re.compile(r"\d:\d")


def _set(text: str) -> frozenset[str]:
    """Return the words of a paragraph: it reads better than a page of them."""
    return frozenset(text.split())


SPEAKER = _set(
    """
    speaker speakers speaking spk voice who sender from author username
    sprecher sprecherin sprechende redner locuteur locutrice intervenant
    intervenante orateur oratrice hablante interlocutor interlocutora orador oradora falante locutor
    locutora orador parlante interlocutore relatore spreker talare taler puhuja rozmówca mówca mówi
    mluvčí řečník beszélő vorbitor ομιλητής говорящий спикер собеседник мовець konuşmacı katılımcı
    المتحدث متحدث דובר वक्ता msemaji mzungumzaji
    گوینده বক্তা pembicara penutur ผู้พูด பேச்சாளர்
    说话人 發言人 发言人 說話人 讲话人 話者 発言者 화자 발화자
    """
)
PERHAPS_SPEAKER = _set(
    """
    participant name person role user agent party interviewee label actor nick contact member wer
    teilnehmer qui nom rôle quien quién nombre quem nome chi deelnemer naam deltagare deltager
    персона имя участник 姓名 名前 이름
    """
)
TEXT = _set(
    """
    text texts word words content transcript transcription utterance utterances speech said says
    message messages sentence sentences dialogue dialog caption captions body spoken talk
    wortlaut inhalt transkript transkription aussage äußerung gesagt texte contenu propos parole
    paroles énoncé texto contenido transcripción transcripcion dicho conteúdo transcrição fala
    testo contenuto trascrizione detto tekst inhoud uitspraak transkripsjon innehåll indhold teksti
    treść wypowiedź výpověď szöveg replică κείμενο текст реплика содержание расшифровка высказывание
    metin konuşma نص النص كلام טקסט पाठ maneno
    متن teks ucapan isi ข้อความ কথা
    文本 内容 內容 文字 発話 テキスト 内容 내용 텍스트 발화 대사
    """
)
START = _set(
    """
    start starts begin begins beginning onset time times timestamp timestamps timecode timespan
    in tmin from offset seconds secs sec msec ms position clock created sent date datetime
    beginn anfang von zeit zeitmarke zeitpunkt zeitstempel début debut temps heure de inicio
    comienzo tiempo hora desde início tempo inizio ora da tijd begintijd tid starttid fra från aika
    alku czas od začátek čas kezdet idő ώρα начало время старт başlangıç zaman وقت الوقت بداية
    زمان شروع mulai waktu awal เวลา เริ่ม সময় זמן समय muda anza 开始 開始 时间 時間 시작 시간
    """
)
END = _set(
    """
    end ends stop finish out offset tmax to until till ende bis fin hasta fim fine einde eindtijd
    پایان selesai akhir สิ้นสุด
    slut slutt loppu koniec do konec vég τέλος конец bitiş نهاية סוף mwisho 结束 結束 終了 끝 종료
    """
)
LENGTH = _set(
    "duration length dauer durée duración duração durata duur längd varighet длительность"
)
DOCUMENT = _set(
    """
    document doc interview interviews file filename recording session conversation call chat ticket
    thread talk transcript audio video media source dialogue dialog meeting group participant
    interviewee respondent case client informant gespräch datei aufnahme sitzung entretien fichier
    enregistrement entrevista archivo arquivo grabación gravação intervista файл интервью 文件 访谈
    """
)
TRANSLATED = _set("translation translated english übersetzung traduction traducción tradução")
_UNIT_WORDS = _set("hh mm ss ms msec sec secs seconds milliseconds s the of")
NO_MOMENT = _set("date day id number no index row line")
CODES = _set("code codes coding codings tag tags theme themes node nodes")
QUESTION = _set("question questions item prompt frage pregunta domanda")
NO_TEXT = _set("id number no index code language lang")
ASIDE = _set("note notes memo memos comment comments remark remarks bemerkung notiz")


def name_parts(name: str) -> frozenset[str]:
    """Return the words of a column's name; a question, or one of many words, names no role."""
    if asks(name):
        return frozenset()
    words = frozenset(_BETWEEN.split(folded(_CAMEL.sub(" ", name)))) - {""}
    parts = words - _UNIT_WORDS or words
    return parts if len(parts) <= _LONGEST_NAME else frozenset()


class Voice(NamedTuple):
    """Who a cell names, and the seconds that it may tell beside the name."""

    name: str
    time: float | None = None


def voice_of(cell: str) -> Voice:
    """Read a cell of a column of speakers: ``INT``, ``INT:``, ``INT (0:01:05)``.

    Examples
    --------
    >>> voice_of("Ann Field 0:01:05"), voice_of("P1:")
    (Voice(name='Ann Field', time=65.0), Voice(name='P1', time=None))
    """
    name = visible(cell).rstrip(":： ")
    if _CLOCK.search(name):
        timed = (one for one in candidates(f"{name}: x") if one.time is not None)
        label = next((one for one in timed if one.family == "colon"), None)
        if label is not None:
            return Voice(label.name, label.time)
    return Voice(name)


class Column:
    """One column: its name in words, and what can be counted of its cells."""

    def __init__(self, place: int, name: str, cells: Sequence[str]) -> None:
        self.place, self.name = place, name
        self.cells = [cell[:_LONGEST_CELL].strip() for cell in cells]
        self.filled = [cell for cell in self.cells if cell]
        self.parts = name_parts(name)

    @cached_property
    def times(self) -> Times | None:
        """The cells as times; None where most are none. A start may stand beside few rows."""
        least = _FEW if self.parts & START else HALF
        return times_in(self.cells) if len(self.filled) >= least * len(self.cells) else None

    @cached_property
    def labels(self) -> Counter[str]:
        """How often each label comes, as labels are compared."""
        return Counter(folded(label) for label in self.voices if label)

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The cells as labels, one a row."""
        return tuple(
            voice_of(cell).name if len(cell) <= _LONGEST_LABEL else cell for cell in self.cells
        )

    @property
    def letters(self) -> float:
        """Letters and signs a filled cell on average."""
        return sum(map(len, self.filled)) / max(1, len(self.filled))

    @property
    def varied(self) -> float:
        """Share of the filled cells that differ from all before."""
        return len(set(self.filled)) / max(1, len(self.filled))
