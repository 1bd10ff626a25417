"""Articles as people write them, kept as the house cites them, printed in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.papers.articles import read
from disputes.papers.wording import cite, cited


@pytest.mark.parametrize(
    ("typed", "kept", "printed"),
    [
        ("《劳动合同法》第四十六条、第47条第二款", ["LCL-46", "LCL-47(2)"],
         "《中华人民共和国劳动合同法》第四十六条、第四十七条第二款"),
        ("LCL-46(1)(3)、第四十七条", ["LCL-46(1)(3)", "LCL-47"],
         "《中华人民共和国劳动合同法》第四十六条第一款第（三）项、第四十七条"),
        ("劳动法第四十四条；《中华人民共和国劳动合同法实施条例》第七条", ["劳动法-44", "LCR-7"],
         "《中华人民共和国劳动法》第四十四条、《中华人民共和国劳动合同法实施条例》第七条"),
        ("《深圳市某办法》第三条\n第五条", ["《深圳市某办法》第三条", "《深圳市某办法》第五条"], "《深圳市某办法》第三条、第五条"),
        ("《劳动合同法》第四十六条第（三）项", ["《中华人民共和国劳动合同法》第四十六条第（三）项"],
         "《中华人民共和国劳动合同法》第四十六条第（三）项"),
        ("人社部发〔2025〕2号第一条", ["人社部发〔2025〕2号-1"], "人社部发〔2025〕2号第一条"),
        ("公司规章 12-5", ["公司规章", "12-5"], "公司规章、12-5"),
        ("《劳动合同法》第百百条", ["《中华人民共和国劳动合同法》第百百条"], "《中华人民共和国劳动合同法》第百百条"),
        (" ，；\n", [], ""),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_in_the_houses_form_and_printed_in_full(typed, kept, printed):
    assert read(typed) == kept
    assert cite(kept) == printed
    assert read(cite(kept)) == kept


def test_each_law_is_named_once_in_the_order_in_which_it_first_comes():
    assert cited(["LCL-46", "LCR-27", "LCL-47", "LCL-46"]) == [
        "《中华人民共和国劳动合同法》第四十六条、第四十七条", "《中华人民共和国劳动合同法实施条例》第二十七条"
    ]  # fmt: skip


@given(st.text(alphabet="《》第条款项（）一二十百零9〔号-(、 LC劳动合同法", max_size=40))
def test_nothing_typed_breaks_the_reading_or_the_printing(typed):
    assert isinstance(cite(read(typed)), str)
