"""The map of a city's parts: a click leads down, the browser's Back leads up."""

import pytest
from harness import WEBGL, View, point_of


@WEBGL
@pytest.mark.slow
def test_a_click_on_the_map_shows_the_parts_of_an_area_and_back_leads_up(view: View):
    view.open("/quarters?figure=minimum_income")
    buttons = view.page.locator(".maps .cities button")
    assert buttons.count() == 10
    view.page.mouse.click(*point_of(view, "Stadtbezirk 3"))
    view.page.locator(".maps .cities").get_by_role("button", name="Oberbilk").wait_for()
    view.page.wait_for_url("**part=05111000-03&*")
    view.page.locator(".maps .cities").get_by_role("button", name="Oberbilk").press("Enter")
    view.page.wait_for_url("**part=05111000-037*")
    view.page.go_back()
    view.page.wait_for_url("**part=05111000-03&*")
    view.page.locator(".maps .cities").get_by_role("button", name="Oberbilk").wait_for()
    view.check()
