"""Words that support a finding; none decides by itself, because there is always one more wording.

Stems without accents, matched at the start of a word; in scripts without spaces, anywhere.
"""

import re
from functools import cache

from fhp.link_checker.likeness import plain

DOMAIN = (
    "domain domini dominio domaine domeni domena domen domane doman dominium webadres internetadres "
    "домен 域名 网域 ドメイン 도메인 alan adi ten mien โดเมน دومين نطاق דומיין"
)
SALE = (
    "sale sell buy purchas offer bid auction broker acquir price inquir available parked premium "
    "venta vende vendo vendiend comprar compra adquir ofert subast precio cotiz disponib interesad negociab "
    "venda adquira vendre leil acheter achat prix encher verkauf kauf angebot preis "
    "acquist prezzo kopen koop koupit prodej sprzedaz kup satil satin jual beli "
    "прода куп цен 出售 购买 販売 売 購入 판매 구매 ban mua ขาย للبيع למכירה aparcad estacionad registrad"
)
ACCOUNT = (
    "account site website hosting host service domain page cuenta sitio web pagina servicio "
    "alojamiento dominio conta serviço hospedagem compte hebergement konto seite account servizio rekening "
    "аккаунт сайт хостинг домен 账户 网站 アカウント サイト 계정 hesap akun tai khoan"
)
SUSPENDED = (
    "suspen expir deactiv disabl unpaid overdue lapsed deshabilit desactiv vencid caduc "
    "desativad expirad gesperrt abgelaufen deaktiv sospes scadut opgeschort verlopen "
    "zawieszon wygas askiya dondurul ditangguhkan приостанов заблокир истек отключ 暂停 过期"
    "停止 凍結 정지 만료"
)
GAMBLING = (
    "casino kasino cassino казино カジノ 카지노 赌场 娱乐城 kumar "
    "slot tragamoned tragaperr caca-niquei 老虎机 スロット 슬롯 สล็อต "
    "bet bets betting sportsbook apuest aposta wett scommess zaklad bahis ставк букмекер 投注 博彩 赌 ベット "
    "배팅 토토 먹튀 togel toto judi gacor maxwin rtp bandar taruhan jackpot bonus "
    "poker baccarat bacará blackjack roulette rulet ruleta bingo lotter loteri lotto lottery ca cuoc nha cai "
    "spin giros gambl tangkas sabung แทงบอล บาคาร่า คาสิโน พนัน"
)
SPAM = (
    "viagra cialis levitra kamagra pharma farmacia-online pills escort porno xxx webcam "
    "replica rolex essay-writing payday loans prestamos-rapidos kredit-online crypto forex airdrop "
    "steroid cbd vape hookup dating"
)
ROBOT = (
    "robot bot bots human humano humana humain mensch umano captcha cloudflare ddos "
    "verif comprob check checking browser navegador javascript cookies security "
    "seguridad seguranca automatic unusual inusual трафик робот провер браузер "
    "机器人 人机 验证 ロボット 로봇 مراجعة"
)
WAIT = (
    "one_moment just_a_moment un_momento un_instante um_momento um_instante please_wait wait_a espera_un espere "
    "aguarde un_moment patientez veuillez_patienter einen_moment bitte_warten attendere een_moment momentito "
    "подождите 请稍候 お待ち 잠시만 redirecting redirigiendo"
)
MAINTENANCE = (
    "maintenance mantenimiento manuten manutencao wartung entretien manutenzione onderhoud konserwac "
    "обслуживан 维护 メンテナンス 점검 bakim pemeliharaan database base_de_datos"
)
# Believed only where a page came in place of a document.
GONE = (
    "404 410 not_found no_encontrad no_se_encuentra no_se_encontr no_existe ya_no_esta ya_no_existe no_disponible "
    "not_available no_longer does_not_exist doesn_t_exist been_removed was_removed been_deleted unavailable removed "
    "eliminad retirad borrad nao_encontrad nao_existe nao_esta_disponivel removid introuvable n_existe_plus supprime "
    "nicht_gefunden nicht_mehr entfernt non_trovat non_esiste не_найден удален 見つかりません 找不到 찾을_수_없"
)
ONE_SENTENCE = 100  # characters
# An error page by its address. A whole segment, so that an article about errors stays an article.
ERROR_PATH = re.compile(
    r"(.*/)?((error|page|pagina|http|status|err)?[-_]?(404|410)([-_]?(error|page|pagina))?|errors?|"
    r"(page|pagina|file|url)?[-_]?(not|no|nao)[-_]?(found|encontrad[ao]|existe|disponible)|"
    r"introuvable|notfound|missing|deleted|removed|eliminad[ao]|unavailable|oops)(\.\w{1,5})?/?",
    re.IGNORECASE,
)
LOGIN_PATH = re.compile(
    r"(.*/)?(log-?in|sign-?in|signon|sso|auth\w*|oauth2?|cas|accounts?|acceso|entrar|iniciar-?sesion|ingres\w*|"
    r"connexion|anmelden|wp-login|consent|challenge|captcha|session|users?/sign_in)(\.\w{1,5})?(/.*)?",
    re.IGNORECASE,
)
PARKING = re.compile(
    r"sedoparking|parkingcrew|\bbodis\b|above\.com|afternic|\bdan\.com|hugedomains|domainmarket|uniregistry|"
    r"skenzo|cashparking|parklogic|parking|wsimg\.com/parking|namebright|undeveloped|dynadot|domainname(shop|sales)|"
    r"suspended(page|\.page)|cgi-sys|buy-?domain|domain-?for-?sale|adsense/domains|caf\.js"
)
CHALLENGE = re.compile(
    r"captcha|turnstile|cf-chl|challenge|incapsula|datadome|perimeterx|px-captcha|ddos|anubis|sucuri|"
    r"distil|kasada|akamai|bot-?detect|wordfence|browser-?check|human"
)


def near(one: str, two: str, text: str) -> bool:
    """Whether stems of both lists stand in one sentence or the next, and are not one word."""
    first = [found.start() for found in pattern(one).finditer(text)]
    second = [found.start() for found in pattern(two).finditer(text)]
    return any(0 < abs(place - other) < ONE_SENTENCE for place in first for other in second)


def hits(stems: str, text: str) -> list[str]:
    """The stems of a list that start a word of `text` (plain letters), one for each time."""
    return [found[0] for found in pattern(stems).finditer(text)]


@cache
def pattern(stems: str) -> re.Pattern[str]:
    forms = sorted({plain(stem) for stem in stems.split()}, key=len, reverse=True)
    spaced = [start_of_word(form) for form in forms if form.isascii() or is_spaced(form)]
    joined = [re.escape(form) for form in forms if not (form.isascii() or is_spaced(form))]
    whole = [rf"\b(?:{'|'.join(spaced)})"]
    return re.compile("|".join(whole + joined))


def start_of_word(form: str) -> str:
    """Short stems are whole words: "bet" is not "between"."""
    return re.escape(form) + (r"s?\b" if len(form) <= 4 and form.isascii() else "")


def is_spaced(form: str) -> bool:
    """Greek, Cyrillic, Arabic and Hebrew put spaces between words; the East does not."""
    return all("\u0370" <= letter <= "\u06ff" for letter in form)
