"""Every address of the admin, who may come there and what it names: the one table.

The fence (middleware.py) asks it at each request, and the matrix (tests/isolation) tries each row.
The portal's own rooms have their part of it in rooms.py. An address without a row is closed to
everybody but superusers and fails the suite. The names are those of Wagtail's views with their
namespaces; a namespace followed by ``*`` covers screens that are truly alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.isolation import kinds
from portal.isolation.finding import (
    bulk_objects,
    edited_object,
    listed_part,
    own_collection,
    plugin_objects,
    sent_notices,
)
from portal.isolation.rooms import ROOMS
from portal.isolation.rows import (
    INTO_COLLECTION,
    INTO_PARENT,
    Decision,
    Lists,
    Named,
    Opens,
    Table,
    Where,
    Who,
    below,
    collection,
    destination,
    document,
    image,
    page,
    read_only,
    rows,
)

if TYPE_CHECKING:
    from django.urls import ResolverMatch

ENTRANCE = rows(
    Who.PUBLIC,
    "wagtailadmin_login wagtailadmin_logout wagtailadmin_sprite wagtailadmin_javascript_catalog "
    "wagtailadmin_password_reset wagtailadmin_password_reset_done "
    "wagtailadmin_password_reset_confirm wagtailadmin_password_reset_complete",
)

OWN_DESK = {
    **rows(Who.STAFF, "wagtailadmin_home", lists=Lists.OWN),
    # The person's own account, notes that were read, and the preview of an empty block.
    **rows(
        Who.STAFF,
        "wagtailadmin_account wagtailadmin_block_preview "
        # Addresses that lead nowhere.
        "wagtail.admin.views.home.default django.views.generic.base.TemplateView",
        is_personal=True,
    ),
    **rows(Who.STAFF, "wagtailadmin_dismissibles", finder=sent_notices, is_personal=True),
    **rows(Who.STAFF, "wagtailadmin_editing_sessions:ping", finder=edited_object, is_personal=True),
    **rows(
        Who.STAFF,
        "wagtailadmin_editing_sessions:release",
        Named(kinds.session, "session_id"),
        is_personal=True,
    ),
    **rows(Who.SUPER, "wagtailadmin_error_test"),
}

TREE = {
    **rows(Who.STAFF, "wagtailadmin_explore_root", lists=Lists.OWN),
    **rows(
        Who.STAFF,
        "wagtailadmin_explore wagtailadmin_explore_results",
        Named(kinds.page_on_the_way, "parent_page_id"),
        lists=Lists.OWN,
    ),
}

PAGES = below(
    "wagtailadmin_pages",
    {
        **rows(
            Who.STAFF,
            "preview_on_edit set_privacy lock unlock confirm_workflow_cancellation",
            page(),
        ),
        **rows(Who.STAFF, "edit delete unpublish convert_alias", page(), opens=Opens.EDITS),
        **rows(
            Who.STAFF,
            "view_draft usage revisions_index history history_results workflow_history "
            "workflow_preview",
            page(),
            opens=Opens.SHOWS,
        ),
        **rows(Who.STAFF, "preview_on_add", page("parent_page_id")),
        **rows(Who.STAFF, "add add_subpage", page("parent_page_id"), opens=Opens.EDITS),
        **rows(Who.STAFF, "choose_parent", destination("parent_page"), lists=Lists.OWN),
        **rows(Who.STAFF, "type_use type_use_results search search_results", lists=Lists.OWN),
        **rows(
            Who.STAFF,
            "revisions_view",
            page(),
            Named(kinds.revision, "revision_id"),
            opens=Opens.SHOWS,
        ),
        **rows(
            Who.STAFF,
            "revisions_revert revisions_unschedule",
            page(),
            Named(kinds.revision, "revision_id"),
            opens=Opens.EDITS,
        ),
        **rows(
            Who.STAFF,
            "revisions_compare",
            page(0),
            Named(kinds.revision, 1),
            Named(kinds.revision, 2),
            opens=Opens.SHOWS,
        ),
        **rows(
            Who.STAFF,
            "workflow_action collect_workflow_action_data",
            page(),
            Named(kinds.task_state, "task_state_id"),
        ),
        **rows(
            Who.STAFF,
            "workflow_history_detail",
            page(),
            Named(kinds.workflow_state, "workflow_state_id"),
            opens=Opens.SHOWS,
        ),
        **rows(Who.STAFF, "set_page_position", page("page_to_move_id")),
        **rows(
            Who.STAFF,
            "move",
            page("page_to_move_id"),
            destination("new_parent_page"),
            opens=Opens.EDITS,
        ),
        **rows(
            Who.STAFF,
            "move_confirm",
            page("page_to_move_id"),
            destination("destination_id", Where.URL),
            opens=Opens.EDITS,
        ),
        # Copying changes nothing of the page copied.
        **rows(
            Who.STAFF,
            "copy",
            read_only(page()),
            destination("new_parent_page"),
            needs=("new_parent_page",),
        ),
    },
)

BULK = rows(
    Who.STAFF,
    "wagtail_bulk_action",
    destination("chooser"),
    INTO_COLLECTION,
    finder=bulk_objects,
)

CHOOSING_PAGES = {
    **rows(
        Who.STAFF, "wagtailadmin_choose_page wagtailadmin_choose_page_search", lists=Lists.LINKS
    ),
    **rows(
        Who.STAFF,
        "wagtailadmin_choose_page_child",
        Named(kinds.page_to_link, "parent_page_id"),
        lists=Lists.LINKS,
    ),
    **rows(
        Who.STAFF,
        "wagtailadmin_choose_page_chosen_multiple",
        Named(kinds.page_to_link, "id", Where.QUERY),
        lists=Lists.LINKS,
    ),
    # A pasted address of a page becomes a link to the page, if the person may choose it.
    **rows(
        Who.STAFF,
        "wagtailadmin_choose_page_external_link",
        lists=Lists.LINKS,
        narrow_posts=True,
        needs=("external-link-chooser-url",),
    ),
    **rows(
        Who.STAFF,
        "wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link "
        "wagtailadmin_choose_page_anchor_link",
    ),
}

TAGS = rows(
    Who.STAFF,
    "wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete",
    lists=Lists.OWN,
)

REPORTS = below(
    "wagtailadmin_reports",
    {
        **rows(
            Who.STAFF,
            "locked_pages locked_pages_results workflow workflow_results workflow_tasks "
            "workflow_tasks_results site_history site_history_results aging_pages "
            "aging_pages_results",
            lists=Lists.OWN,
            opens=Opens.SHOWS,
        ),
        # It counts and names pages of all sites together.
        **rows(Who.WIDE, "page_types_usage page_types_usage_results", opens=Opens.SHOWS),
    },
)

IMAGES = {
    **below(
        "wagtailimages",
        {
            **rows(Who.STAFF, "index index_results", lists=Lists.OWN, opens=Opens.SHOWS),
            **rows(Who.STAFF, "add add_multiple", INTO_COLLECTION),
            **rows(Who.STAFF, "edit", image(), INTO_COLLECTION, opens=Opens.SHOWS),
            **rows(Who.STAFF, "edit_multiple", image(), INTO_COLLECTION),
            **rows(Who.STAFF, "image_usage preview", image(), opens=Opens.SHOWS),
            **rows(Who.STAFF, "delete", image(), opens=Opens.EDITS),
            **rows(Who.STAFF, "delete_multiple url_generator url_generator_output", image()),
            **rows(
                Who.STAFF,
                "create_multiple_from_uploaded_image delete_upload_multiple",
                Named(kinds.upload, "uploaded_file_id"),
                INTO_COLLECTION,
            ),
        },
    ),
    **rows(Who.STAFF, "portal.media.views.AddPicturesView", INTO_COLLECTION),
    **below(
        "wagtailimages_chooser",
        {
            **rows(Who.STAFF, "choose choose_results", lists=Lists.OWN),
            **rows(Who.STAFF, "chosen", image("pk")),
            **rows(Who.STAFF, "chosen_multiple", image("id", Where.QUERY)),
            **rows(Who.STAFF, "select_format", read_only(image())),
            **rows(Who.STAFF, "create", INTO_COLLECTION),
        },
    ),
}

DOCUMENTS = {
    **below(
        "wagtaildocs",
        {
            **rows(Who.STAFF, "index index_results", lists=Lists.OWN, opens=Opens.SHOWS),
            **rows(Who.STAFF, "add add_multiple", INTO_COLLECTION),
            **rows(Who.STAFF, "edit", document(), INTO_COLLECTION, opens=Opens.SHOWS),
            **rows(Who.STAFF, "edit_multiple", document("doc_id"), INTO_COLLECTION),
            **rows(Who.STAFF, "document_usage", document(), opens=Opens.SHOWS),
            **rows(Who.STAFF, "delete", document(), opens=Opens.EDITS),
            **rows(Who.STAFF, "delete_multiple", document("doc_id")),
            **rows(
                Who.STAFF,
                "create_multiple_from_uploaded_document delete_upload_multiple",
                Named(kinds.upload, "uploaded_file_id"),
                INTO_COLLECTION,
            ),
        },
    ),
    **below(
        "wagtaildocs_chooser",
        {
            **rows(Who.STAFF, "choose choose_results", lists=Lists.OWN),
            **rows(Who.STAFF, "chosen", document("pk")),
            **rows(Who.STAFF, "chosen_multiple", document("id", Where.QUERY)),
            **rows(Who.STAFF, "create", INTO_COLLECTION),
        },
    ),
}

_layout = Named(kinds.layout, "pk")
_layout_version = Named(kinds.revision, "revision_id")
LAYOUTS = {
    **below(
        "wagtailsnippets_pages_sitelayout",
        {
            # The viewset lists those of own sites, and its form refuses others (BC-01).
            **rows(Who.STAFF, "list list_results add preview_on_add"),
            **rows(
                Who.STAFF,
                "edit delete usage history history_results preview_on_edit unpublish",
                _layout,
            ),
            **rows(
                Who.STAFF,
                "revisions_view revisions_revert revisions_unschedule",
                _layout,
                _layout_version,
            ),
            **rows(
                Who.STAFF,
                "revisions_compare",
                _layout,
                Named(kinds.revision, "revision_id_a"),
                Named(kinds.revision, "revision_id_b"),
            ),
        },
    ),
    **rows(Who.STAFF, "wagtailsnippets:index"),
    # Nothing refers to a layout, so nobody chooses one.
    **rows(Who.SUPER, "wagtailsnippetchoosers_pages_sitelayout:*"),
}

API = {
    **below(
        "wagtailadmin_api:pages",
        {
            **rows(Who.STAFF, "listing find", lists=Lists.OWN, finder=listed_part),
            **rows(Who.STAFF, "detail", Named(kinds.page_on_the_way, "pk"), lists=Lists.OWN),
            **rows(Who.SUPER, "action"),
        },
    ),
    **below(
        "wagtailadmin_api:images",
        {
            **rows(Who.STAFF, "listing find", lists=Lists.OWN, finder=listed_part),
            **rows(Who.STAFF, "detail", image("pk")),
        },
    ),
    **below(
        "wagtailadmin_api:documents",
        {
            **rows(Who.STAFF, "listing find", lists=Lists.OWN, finder=listed_part),
            **rows(Who.STAFF, "detail", document("pk")),
        },
    ),
}

# Screens about the whole installation.
HOUSEHOLD = {
    **below(
        "wagtailadmin_collections",
        {
            **rows(Who.PORTAL, "index"),
            **rows(Who.PORTAL, "add", INTO_PARENT),
            **rows(Who.PORTAL, "edit", collection("pk"), INTO_PARENT, forbids=own_collection),
            **rows(Who.PORTAL, "delete", collection("pk"), forbids=own_collection),
            **rows(Who.PORTAL, "set_privacy", collection("collection_id")),
        },
    ),
    **rows(
        Who.SUPER,
        "wagtailadmin_workflows:* wagtailusers_users:* wagtailusers_groups:* wagtailsites:* "
        "wagtailsettings:*",
    ),
    # Plain tools: they look up nothing of ours.
    **rows(Who.STAFF, "wagtailembeds:chooser wagtailembeds:chooser_upload"),
}

# Screens of plugins: the gate asks whether the plugin is on, its viewset whose the row is.
PLUGINS = rows(Who.PLUGIN, "plugin_*", finder=plugin_objects)

TABLE: Table = {
    **ENTRANCE,
    **OWN_DESK,
    **TREE,
    **PAGES,
    **BULK,
    **CHOOSING_PAGES,
    **TAGS,
    **REPORTS,
    **IMAGES,
    **DOCUMENTS,
    **LAYOUTS,
    **API,
    **HOUSEHOLD,
    **ROOMS,
    **PLUGINS,
}


def decision_for(view_name: str) -> Decision | None:
    """What is decided about an address, by the name of its view; None: nothing."""
    if view_name in TABLE:
        return TABLE[view_name]
    namespace = view_name.rpartition(":")[0]
    if namespace.startswith("plugin_"):
        return TABLE["plugin_*"]
    return TABLE.get(f"{namespace}:*") if namespace else None


def decide(match: ResolverMatch) -> Decision | None:
    return decision_for(match.view_name)
