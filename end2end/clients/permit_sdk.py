"""The published Permit SDK with an organization key.

Arguments: address, organization key, id of the organization.
"""

import asyncio
import sys

from permit import Permit

url, key, organization = sys.argv[1:4]


async def main():
    permit = Permit(token=key, api_url=url, pdp=url)
    # Before its first call the SDK asks for the key's scope.
    projects = await permit.api.projects.list()
    assert [project.key for project in projects] == ["default"], projects
    assert str(projects[0].organization_id) == organization, projects


asyncio.run(main())
