"""Languages are told apart, and what is too short is left alone."""

import pytest

from themekit.language import language_name, language_shares, which_language

ENGLISH = "Nobody told us how long it would take, but they were lovely once we were there."
WELSH = "Roedd y rhestr aros yn hir iawn ac nid oedd neb yn dweud dim wrthym ni yn y cyfamser."
SAID = {
    "en": ENGLISH,
    "cy": WELSH,
    "fr": "J'ai attendu très longtemps et personne ne m'a rien dit, mais après c'était bien.",
    "de": "Ich habe sehr lange gewartet und niemand hat mir etwas gesagt, aber danach war es gut.",
    "es": "Esperé mucho tiempo y nadie me dijo nada, pero después fue todo muy bien.",
    "it": "Ho aspettato tanto e nessuno mi ha detto niente, ma poi è andata bene.",
    "pt": "Esperei muito tempo e ninguém me disse nada, mas depois correu tudo bem.",
    "pl": "Czekałam bardzo długo i nikt mi nic nie powiedział, ale potem było dobrze.",
    "nl": "Ik heb heel lang gewacht en niemand zei iets tegen me, maar daarna was het goed.",
    "tr": "Çok uzun süre bekledim ve kimse bana bir şey söylemedi, ama sonra iyi oldu.",
    "ro": "Am așteptat foarte mult și nimeni nu mi-a spus nimic, dar după aceea a fost bine.",
    "so": "Aad ayaan u sugay waqti dheer oo qofna wax iima sheegin, laakiin ka dib way fiicnayd.",
    "ar": "انتظرت طويلا ولم يخبرني أحد بأي شيء ولكن بعد ذلك كان كل شيء جيدا",
    "bn": "আমি অনেকক্ষণ অপেক্ষা করেছি এবং কেউ আমাকে কিছু বলেনি",
    "ur": "میں نے بہت دیر انتظار کیا اور کسی نے مجھے کچھ نہیں بتایا لیکن بعد میں سب ٹھیک تھا",
    "hi": "मैंने बहुत देर इंतज़ार किया और किसी ने मुझे कुछ नहीं बताया",
    "zh": "我等了很久，没有人告诉我任何事情，但是后来很好。",
    "el": "Περίμενα πολύ ώρα και κανείς δεν μου είπε τίποτα",
    "ru": "Я очень долго ждал, и никто мне ничего не сказал",
    "uk": "Я дуже довго чекав, і ніхто мені нічого не сказав",
    "he": "חיכיתי הרבה זמן ואף אחד לא אמר לי כלום",
    "pa": "ਮੈਂ ਬਹੁਤ ਦੇਰ ਉਡੀਕ ਕੀਤੀ ਅਤੇ ਕਿਸੇ ਨੇ ਮੈਨੂੰ ਕੁਝ ਨਹੀਂ ਦੱਸਿਆ",
}


@pytest.mark.parametrize("code", SAID)
def test_a_sentence_is_enough_to_tell_its_language(code: str) -> None:
    """Languages that researchers in Britain meet, by their words or by their script."""
    assert which_language(SAID[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "erm yeah I dunno like, we was just knackered innit, proper knackered by the end of it",
        "INT: So?\n\nA1: The waiting list was long, and they rang me back about twice a week.",
        "Aye, it were a bit of a faff getting our Kev signed up, ye ken, but the lass was canny.",
    ],
)
def test_spoken_and_regional_english_is_english(text: str) -> None:
    """Nobody is warned of the way in which people talk."""
    assert which_language(text) == "en"


@pytest.mark.parametrize("text", ["", "Yes.", "12:33 P1 --- 44 55", "Oui, merci beaucoup."])
def test_what_is_too_short_to_judge_has_no_language(text: str) -> None:
    """A guess would be worse than none."""
    assert which_language(text) == ""


def test_letters_that_make_no_words_are_of_no_known_language() -> None:
    """It is said that the language cannot be told."""
    assert which_language("asdf qwer zxcv uiop hjkl vbnm tyui ghjk bnmq werty fghj") == "unknown"


def test_shares_are_by_letters_and_add_to_one() -> None:
    """Two Welsh turns and one English; the short one counts nowhere."""
    shares = language_shares([ENGLISH, WELSH, WELSH, "Yes."])
    assert [(one.language, one.pieces) for one in shares] == [("cy", 2), ("en", 1)]
    assert sum(one.share for one in shares) == pytest.approx(1)
    assert shares[0].share == pytest.approx(0.66, abs=0.05)


def test_pieces_in_no_known_language_count_only_where_they_are_most() -> None:
    """A list of codes in a transcript is no foreign language."""
    noise = "xqzt vbnm hjkl qwrt zxcv bnmp lkjh gfds qqww zzxx ccvv bbnn mmll kkjj"
    assert [one.language for one in language_shares([ENGLISH, ENGLISH, noise])] == ["en"]
    assert language_shares([noise, noise])[0].language == "unknown"


def test_the_same_text_has_the_same_language_every_time() -> None:
    """Nothing is drawn at random."""
    assert len({language_shares([WELSH, ENGLISH]) for _ in range(5)}) == 1


def test_languages_have_names_for_people() -> None:
    """A code that has none here stands for itself."""
    assert (language_name("cy"), language_name("kab")) == ("Welsh", "kab")
