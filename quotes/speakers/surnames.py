"""Surnames that so many people have that one of them alone says nothing of who it is, even beside somebody's country."""

from __future__ import annotations

from functools import lru_cache

# the commonest of the United States and of Britain by the censuses, and those of Korea, China and Vietnam
_COMMON = """
    adams ahmed ali allen alvarez anderson andrews armstrong arnold bailey baker barker barnes bell bennett berry
    black boyd bradley brandt brooks brown bryant burke burns burton butler byrne cameron campbell carpenter carr carroll
    carter castillo chapman chavez chen cheng cho choi clark clarke coleman collins cook cooper cox crawford cruz
    cunningham daniels davies davis dean diaz dixon doyle duncan dunn edwards elliott ellis evans ferguson fernandez
    fisher fletcher flores ford foster fox francis franklin fraser freeman garcia gardner gibson gomez gonzalez gordon
    graham grant gray green greene griffin griffiths gutierrez hall hamilton hansen harper harris harrison hart harvey
    hawkins hayes henderson henry hernandez hicks hill ho hoffman holmes howard hudson hughes hunt hunter hussain jackson
    jacobs james jang jenkins jensen jimenez johnson johnston jones jordan jung kang kelly kennedy khan kim king knight
    kumar lam lane larson lawrence lawson le lee lewis li lim lin liu lloyd long lopez lynch ma marshall martin martinez
    mason matthews may mccarthy mcdonald medina mendoza meyer miles mills mitchell moore morales moreno morgan
    morris morrison murphy murray myers nelson newman nguyen nichols obrien olson ortiz owens palmer park parker patel
    payne perez perkins perry peters peterson pham phillips pierce porter powell price ramirez ramos reed reid reyes
    reynolds rice richards richardson riley rivera roberts robertson robinson rodriguez rogers romero rose ross ruiz
    russell ryan sanchez sanders santiago schmidt scott shaw silva simmons simpson singh smith snyder soto
    spencer stephens stevens stewart stone sullivan sun taylor thomas thompson thomson torres tran tucker turner vargas
    vasquez wagner walker wallace wang ward warren washington watkins watson weaver webb weber wells west wheeler white
    wilkinson williams williamson willis wilson wong wood woods wright wu xu yang young yu zhang zhao
"""


@lru_cache(maxsize=1)
def common_surnames() -> frozenset[str]:
    """The surnames, folded."""
    return frozenset(_COMMON.split())
